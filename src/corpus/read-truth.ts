import type { Folder } from '../model/folder.ts'
import { readAlto } from './alto.ts'
import type { Fault } from './encoding.ts'
import { readPage } from './page.ts'
import type { TruthFile } from './survey.ts'
import type { ReadTruth, Truth } from './truth.ts'

/** The reader of each format. */
const readers: Readonly<Record<TruthFile['format'], ReadTruth>> = { ALTO: readAlto, PAGE: readPage }

/** Reads a truth file from its folder; a fault where it is gone or cannot be used. */
export const readTruthFile = async (
  { path, format }: TruthFile,
  folder: Folder,
): Promise<Truth | Fault> => {
  const bytes = await folder.read(path).catch(() => null)
  return bytes ? readers[format](bytes) : { fault: 'it cannot be read' }
}
