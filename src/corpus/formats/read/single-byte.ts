/** The single-byte encodings of older files. */
export type SingleByte =
  'iso-8859-1' | 'iso-8859-2' | 'iso-8859-15' | 'windows-1250' | 'windows-1251' | 'windows-1252'

const names: Readonly<Record<string, SingleByte>> = {
  'iso-8859-1': 'iso-8859-1',
  'iso_8859-1': 'iso-8859-1',
  latin1: 'iso-8859-1',
  'iso-8859-2': 'iso-8859-2',
  'iso-8859-15': 'iso-8859-15',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
}

/** The single-byte encoding that a file declares by this name; null if it is another one. */
export function singleByteOf(declared: string): SingleByte | null {
  const name = declared.toLowerCase()
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null
}

/** Decodes a stretch of such a text. */
export function decodeSingleByte(bytes: Uint8Array, name: SingleByte): string {
  // TextDecoder treats ISO 8859-1 as Windows-1252, as browsers do; XML means it literally.
  return name === 'iso-8859-1'
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    : new TextDecoder(name).decode(bytes)
}

/** Encodes XML again, byte for byte; a character beyond the encoding becomes a numeric reference. */
export function encodeSingleByte(xml: string, name: SingleByte): Buffer {
  const signs = decodeSingleByte(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
    name,
  )
  const byteOf = new Map(Array.from(signs, (sign, byte) => [sign, byte]))
  const plain = xml.replace(/[^\0-\x7f]/gu, (sign) =>
    byteOf.has(sign) ? sign : `&#${sign.codePointAt(0) ?? 0};`,
  )
  return Buffer.from(Uint8Array.from(plain, (sign) => byteOf.get(sign) ?? 0))
}
