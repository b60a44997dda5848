/** The bytes of an array as text. */
export function packText(array: NodeJS.ArrayBufferView): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64')
}

/** The bytes of a text that `packText` made, in memory of their own. */
export function unpackText(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, 'base64')).buffer
}
