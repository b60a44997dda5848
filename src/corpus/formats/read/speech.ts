import type { SkipCode } from '../../import/skips.ts'
import { cleanText } from '../../../text/clean-text.ts'
import type { Fault } from './encoding.ts'

/** A part of a recording that a file describes. */
export type Cue = {
  /** Its id in the file, or its number. */
  id: string
  fromMs: number
  toMs: number
  /** What is said, without the marks of the format; null if the file does not say. */
  text: string | null
  /** The parts of the text that have a time of their own, from their beginning; none if there are no times within it. */
  parts: readonly { fromMs: number; text: string }[]
}

/** What a file says about a recording, in the order of time; how many cues were left out, by reason. */
export type Speech = {
  cues: readonly Cue[]
  skipped: Readonly<Partial<Record<SkipCode, number>>>
}

/** Reads what a file says about its recording; a fault, never an exception, when it cannot be used. */
export type ReadSpeech = (bytes: Uint8Array) => Speech | Fault

/** The limits that what is said about one recording is read within. */
export const speechLimits = { cues: 50_000, textChars: 1_000, idChars: 200, hours: 24 } as const

/** Collects cues within the limits, and counts what is left out. */
export type SpeechGathering = { add(cue: Cue): void; finish(): Speech }

/** Starts collecting the cues of one recording. */
export function gatherSpeech(): SpeechGathering {
  const cues: Cue[] = []
  const skipped: Partial<Record<SkipCode, number>> = {}
  return {
    add: (cue) => {
      const fault = faultOf(cue, cues.length)
      if (fault) skipped[fault] = (skipped[fault] ?? 0) + 1
      else
        cues.push({ ...cue, id: cue.id.slice(0, speechLimits.idChars) || `cue-${cues.length + 1}` })
    },
    finish: () => ({ cues: cues.toSorted((a, b) => a.fromMs - b.fromMs), skipped }),
  }
}

function faultOf({ fromMs, toMs, text }: Cue, cuesSoFar: number): SkipCode | null {
  const isTime = Number.isFinite(fromMs) && fromMs >= 0 && toMs <= speechLimits.hours * 3_600_000
  if (!isTime || !(toMs > fromMs)) return 'no_times'
  if ((text?.length ?? 0) > speechLimits.textChars) return 'text_too_long'
  return cuesSoFar >= speechLimits.cues ? 'too_many_cues' : null
}

/**
 * What is said according to a text of a transcript; null if nothing, or only a remark: something in brackets, such as
 * `[inaudible]` or `(applause)`, or notes.
 */
export function spokenText(text: string): string | null {
  const said = text.replaceAll(/[♪♫]+/gu, ' ').replaceAll(/\[[^\]]*\]|\([^)]*\)|\{[^}]*\}/gu, ' ')
  const isWhole = said === text || cleanText(said) === cleanText(text)
  // With a part left out, the words would not be all that is heard.
  return isWhole && /[\p{L}\p{N}]/u.test(said) ? cleanText(said) : null
}

const clock = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d*)?$/

/** Reads a time in milliseconds: `1:02:03.5`, `02:03,500`, or a number of seconds; null if it is not one. */
export function parseTime(text: string): number | null {
  const found = clock.exec(text.trim())
  if (found) {
    const [, hours = '0', minutes = '0', seconds = '0', parts = ''] = found
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
    return whole * 1_000 + Number(parts.padEnd(3, '0'))
  }
  const seconds = /^\d{1,6}(?:[.,]\d{1,9})?$/.test(text.trim())
    ? Number(text.replace(',', '.'))
    : NaN
  return Number.isFinite(seconds) ? Math.round(seconds * 1_000) : null
}
