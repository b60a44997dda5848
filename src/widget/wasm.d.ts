declare module '*.wasm' {
  /** The bytes of a module, which the build writes into the script. */
  const bytes: Uint8Array<ArrayBuffer>
  export { bytes as default }
}
