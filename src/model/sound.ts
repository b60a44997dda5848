/** The formats of recordings that are read. All others are refused, whatever the file's name says. */
export type SoundFormat = 'wav' | 'flac' | 'mp3' | 'opus'

/** A stretch of a recording, in milliseconds from its beginning. */
export type Span = { fromMs: number; toMs: number }

/** A recording, decoded once so that many clips can be cut from it. */
export type Sound = {
  format: SoundFormat
  durationMs: number
  /** The stretches within a span in which something is heard, in order; between them are pauses. */
  heardIn(span: Span): Span[]
  /** Cuts a span as it is kept (`clip.ts`): without the silence at its ends, and as loud as all others. */
  cut(span: Span): Uint8Array
}

/** Why a recording was not read: one sentence without a full stop, to follow the file's name in a report. */
export type SoundFault = { fault: string }

/** Opens the bytes of a recording. Returns a fault, never throws, if they cannot be used. */
export type OpenSound = (bytes: Uint8Array) => Promise<Sound | SoundFault>
