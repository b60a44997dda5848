// What the types of `argon2id` name of WebAssembly, which those of Node leave to browsers.
declare namespace WebAssembly {
  type Imports = Record<string, unknown>
  type WebAssemblyInstantiatedSource = { instance: { exports: Record<string, unknown> } }
  function instantiate(bytes: Uint8Array, imports: Imports): Promise<WebAssemblyInstantiatedSource>
}
