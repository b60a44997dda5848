import { extensionOf } from './paths.ts'

type Packing = { name: string; begin: RegExp; extensions: readonly string[] }

const packings: readonly Packing[] = [
  { name: 'xz', begin: /^fd377a585a00/, extensions: ['xz', 'txz'] },
  { name: 'bzip2', begin: /^425a683[1-9](314159265359|177245385090)/, extensions: ['bz2', 'tbz2'] },
  { name: '7z', begin: /^377abcaf271c/, extensions: ['7z'] },
  { name: 'RAR', begin: /^526172211a07/, extensions: ['rar'] },
  { name: 'Zstandard', begin: /^28b52ffd/, extensions: ['zst'] },
  { name: 'gzip of something else than a TAR', begin: /^1f8b08/, extensions: [] },
  { name: 'compress', begin: /^1f9d/, extensions: ['z'] },
]
const markBytes = 10

/** The name of an archive format that we do not read, by a file's first bytes; null if it is none. */
export function packingOf(bytes: Uint8Array): string | null {
  const mark = Buffer.from(bytes.subarray(0, markBytes)).toString('hex')
  return packings.find(({ begin }) => begin.test(mark))?.name ?? null
}

/** The same by a path, for a file that is too large to open. */
export function packingNamedBy(path: string): string | null {
  return packings.find(({ extensions }) => extensions.includes(extensionOf(path)))?.name ?? null
}
