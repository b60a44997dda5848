import type { Canvas } from '../../model/source.ts'
import type { StagedReading, StagedTruth } from '../../model/staging.ts'
import type { Truth } from '../formats/read/truth.ts'

/** A truth file before its regions are read. */
export type TruthFile = StagedTruth & {
  /** What it says, where its bytes alone do not. */
  truth?: Truth
}

/** What is known of one picture before it is opened; each with the file that says so. */
export type PicturePlan = {
  path: string
  /** That of its file, where that can be told from another. */
  stamp?: string
  truths: TruthFile[]
  readings: (StagedReading & { file: string })[]
  /** The IIIF canvas that it is the picture of. */
  canvas?: Canvas
}
