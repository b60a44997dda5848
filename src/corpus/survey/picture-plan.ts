import type { Canvas } from '../../model/source.ts'
import type { StagedReading, StagedTruth } from '../../model/staging.ts'
import type { Truth } from '../formats/read/truth.ts'

/** A truth file before its regions are read. */
export type TruthFile = StagedTruth & {
  /** What it says, if its bytes alone do not show it. */
  truth?: Truth
}

/** What is known about one picture or recording before it is opened, each fact with the file that says so. */
export type PicturePlan = {
  path: string
  /** The stamp of its file, if it has one. */
  stamp?: string
  /** It is a recording and no picture; its files are transcripts. */
  isRecording?: true
  truths: TruthFile[]
  readings: (StagedReading & { file: string })[]
  /** The IIIF canvas that it is the picture of. */
  canvas?: Canvas
}
