import type { PictureFormat } from '../model/picture.ts'

const signatures: readonly { format: PictureFormat; hex: string }[] = [
  { format: 'jpeg', hex: 'ffd8ff' },
  { format: 'png', hex: '89504e470d0a1a0a' },
  { format: 'tiff', hex: '49492a00' },
  { format: 'tiff', hex: '4d4d002a' },
  { format: 'tiff', hex: '49492b00' },
  { format: 'tiff', hex: '4d4d002b' },
  // A RIFF file has its length between its signature and its type.
  { format: 'webp', hex: '52494646........57454250' },
]

/** Detects the format of a file from its first bytes; null if it is none that we read. */
export function sniffFormat(bytes: Uint8Array): PictureFormat | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  return signatures.find(({ hex }) => new RegExp(`^${hex}`).test(head))?.format ?? null
}
