import type { SkipCode } from '../../import/skips.ts'
import type { ImportFile } from './import-file.ts'
import type { ReadSpeech } from './speech.ts'
import type { Table } from './table.ts'
import type { ReadTruth } from './truth.ts'

/** A file of regions; `pages` are the names of each page's picture, if the file names many. */
export type DetectedTruth = {
  is: 'truth'
  format: string
  pictureNames: readonly string[]
  pages?: readonly (readonly string[])[]
}

/** A file that cannot be used, and why. */
export type UnusableFile = { is: 'nothing'; code: SkipCode; detail?: string }

/** What a format finds a file to be. */
export type DetectedFile =
  | DetectedTruth
  /** A table of whole pictures with their texts or classes; its encoding may have been guessed. */
  | ({ is: 'table'; isGuessed?: true } & Table)
  /** The files that show the same page, as METS names them. */
  | { is: 'mets'; pages: readonly (readonly string[])[] }
  /** A file that says what is said in a recording, with the names it gives that. */
  | { is: 'speech'; format: string; recordingNames: readonly string[] }
  | { is: 'iiif'; id: string; type: string }
  /** The text of the picture beside it. */
  | { is: 'text'; text: string }
  | UnusableFile

/** How to treat the regions of a format. */
export type FormatTraits = {
  /** Its units are the pixels of the picture, so a different size is reported. */
  countsPixels?: true
  /** A machine has read its texts, with or without a confidence. */
  isRecognised?: true
}

/** A format that can be imported: one file in this folder, and one line in the table of formats. */
export type ImportFormat = FormatTraits & {
  /** Its name, under which documents are stored. */
  name: string
  /** What the file is found to be by its content; null if it is not of this format. */
  detect(file: ImportFile): DetectedFile | null
  /** Reads the regions of a file that was detected as `truth`. */
  read?: ReadTruth
  /** Reads what a file that was detected as `speech` says. */
  readSpeech?: ReadSpeech
}
