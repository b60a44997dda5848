import type { Folder } from '../../model/folder.ts'
import type { Fault } from '../formats/read/encoding.ts'
import type { ImportFormat } from '../formats/read/format.ts'
import type { Speech } from '../formats/read/speech.ts'
import type { TruthFile } from '../survey/picture-plan.ts'

/** Reads a transcript from its folder; a fault if it is missing or cannot be used. */
export async function readSpeechFile(
  { path, format: name }: TruthFile,
  folder: Folder,
  formats: readonly ImportFormat[],
): Promise<Speech | Fault> {
  const bytes = await folder.read(path).catch(() => null)
  if (!bytes) return { fault: 'it cannot be read' }
  const format = formats.find((one) => one.name === name)
  return format?.readSpeech?.(bytes) ?? { fault: `transcripts are not read from ${name}` }
}
