/** The encodings of one byte for each sign that older files are written in. */
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

/** The encoding of one byte for each sign that a file declares by this name; null where it is another. */
export function singleByteOf(declared: string): SingleByte | null {
  const name = declared.toLowerCase()
  return Object.hasOwn(names, name) ? (names[name] ?? null) : null
}

/** Decodes a stretch of such a text. */
export function decodeSingleByte(bytes: Uint8Array, name: SingleByte): string {
  // TextDecoder takes ISO 8859-1 for Windows-1252, as browsers do; XML means what it says.
  return name === 'iso-8859-1'
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    : new TextDecoder(name).decode(bytes)
}

/** Encodes XML again: what was decoded byte for byte, and any sign beyond the encoding by its number. */
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
