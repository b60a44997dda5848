import type { Folder } from '../model/folder.ts'
import { readAlto } from './alto.ts'
import type { Fault } from './encoding.ts'
import { readPage } from './page.ts'
import type { TruthFile } from './survey.ts'
import type { ReadTruth, Truth } from './truth.ts'

/** The reader of each format. */
const readers: Readonly<Record<TruthFile['format'], ReadTruth>> = { ALTO: readAlto, PAGE: readPage }

/** What a truth file tells, with the bytes it was read from. */
export type ReadFile = { truth: Truth; bytes: Buffer }

/** Reads a truth file from its folder; a fault where it is gone or cannot be used. */
export const readTruthFile = async (
  { path, format }: TruthFile,
  folder: Folder,
): Promise<ReadFile | Fault> => {
  const bytes = await folder.read(path).catch(() => null)
  if (!bytes) return { fault: 'it cannot be read' }
  const truth = readers[format](bytes)
  return 'fault' in truth ? truth : { truth, bytes }
}
