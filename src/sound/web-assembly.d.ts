// What Node has of WebAssembly, which its types leave to those of browsers.
declare namespace WebAssembly {
  function compile(bytes: Uint8Array): Promise<Module>
  function instantiate(
    module: Module,
    imports: Record<string, never>,
  ): Promise<{ exports: Record<string, unknown> }>
}
