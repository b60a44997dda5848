import type { Folder } from '../../../model/folder.ts'
import { readAlto } from './alto.ts'
import type { Fault } from './encoding.ts'
import { readHocr } from './hocr.ts'
import { readPage } from './page.ts'
import type { TruthFile } from '../../survey/survey.ts'
import type { ReadTruth, Truth, TruthFormat } from './truth.ts'

/** The reader of each format. */
export const readers: Readonly<Record<TruthFormat, ReadTruth>> = {
  ALTO: readAlto,
  PAGE: readPage,
  hOCR: readHocr,
  // Annotations are told of with their canvas, which they do not say enough of.
  IIIF: () => ({ fault: 'it is read with its manifest alone' }),
}

/** What a truth file tells, with the bytes it was read from. */
export type ReadFile = { truth: Truth; bytes: Buffer }

// A file of many pages is wanted once for each of them, one after the other, and parsed once.
const lastOfMany = new WeakMap<Folder, { path: string; read: ReadFile }>()

/** Reads a truth file from its folder; a fault where it is gone or cannot be used. */
export async function readTruthFile(file: TruthFile, folder: Folder): Promise<ReadFile | Fault> {
  const { path, page } = file
  if (page === undefined) return readWhole(file, folder)
  const last = lastOfMany.get(folder)
  const read = last?.path === path ? last.read : await readWhole(file, folder)
  if ('fault' in read) return read
  lastOfMany.set(folder, { path, read })
  return { ...read, truth: { ...read.truth, pages: read.truth.pages.slice(page, page + 1) } }
}

async function readWhole(
  { path, format, told }: TruthFile,
  folder: Folder,
): Promise<ReadFile | Fault> {
  const bytes = await folder.read(path).catch(() => null)
  if (!bytes) return { fault: 'it cannot be read' }
  const truth = told ?? readers[format](bytes)
  return 'fault' in truth ? truth : { truth, bytes }
}
