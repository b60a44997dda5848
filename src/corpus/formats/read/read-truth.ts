import type { Folder } from '../../../model/folder.ts'
import type { TruthFile } from '../../survey/picture-plan.ts'
import type { Fault } from './encoding.ts'
import type { FormatTraits, ImportFormat } from './format.ts'
import type { Truth } from './truth.ts'

/** The regions of a file, with the bytes they were read from. */
export type ReadFile = { truth: Truth; bytes: Buffer; traits: FormatTraits }

// A file of many pages is asked for once for each page, one after the other, but parsed only once.
const lastOfMany = new WeakMap<Folder, { path: string; read: ReadFile }>()

/** Reads a truth file from its folder; a fault if it is missing or cannot be used. */
export async function readTruthFile(
  file: TruthFile,
  folder: Folder,
  formats: readonly ImportFormat[],
): Promise<ReadFile | Fault> {
  const { path, page } = file
  if (page === undefined) return readWhole(file, folder, formats)
  const last = lastOfMany.get(folder)
  const read = last?.path === path ? last.read : await readWhole(file, folder, formats)
  if ('fault' in read) return read
  lastOfMany.set(folder, { path, read })
  return { ...read, truth: { ...read.truth, pages: read.truth.pages.slice(page, page + 1) } }
}

async function readWhole(
  { path, format: name, truth: given }: TruthFile,
  folder: Folder,
  formats: readonly ImportFormat[],
): Promise<ReadFile | Fault> {
  const bytes = await folder.read(path).catch(() => null)
  if (!bytes) return { fault: 'it cannot be read' }
  const format = formats.find((one) => one.name === name)
  const truth = given ?? format?.read?.(bytes) ?? { fault: `regions are not read from ${name}` }
  return 'fault' in truth ? truth : { truth, bytes, traits: format ?? {} }
}
