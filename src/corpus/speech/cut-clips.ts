import type { Sound, Span } from '../../model/sound.ts'
import type { Cue } from '../formats/read/speech.ts'

/** A part of a recording that becomes an item. */
export type Clip = Span & {
  /** The place of its cue; null if no cue covers it. */
  cue: number | null
  /** The id of its cue, with a number if it is a part of one. */
  name: string
  text: string | null
  /** The place of the longer clip that it was cut out of, and its own place in that; null if it is a cue's own. */
  partOf: { clip: number; place: number } | null
}

/** What a visitor hears and types at once. */
const clipLimits = { msMin: 2_000, msMax: 6_000, wordsMin: 2, wordsMax: 5 } as const
/** A stretch that nobody has written down is worth asking from this length on. */
const unreadMsMin = 1_000
/** A pause lies where the text expects it if it is no further from there than this share of the cue, or this long. */
const pauseShare = 0.08
const pauseMsMax = 400
const pauseMsMin = 150
/** Around a stretch that is heard, within the pauses. */
const marginMs = 60

type Listen = Pick<Sound, 'heardIn' | 'durationMs'>

/**
 * Cuts a recording into clips: each cue, and the parts of one that is too long to ask, where the file has times for
 * them or a pause falls on a mark of punctuation. What no cue covers is cut at its pauses, and nobody has read it yet.
 */
export function cutClips(cues: readonly Cue[], sound: Listen): Clip[] {
  const clips: Clip[] = []
  for (const [place, cue] of cues.entries()) {
    const span = within(cue, sound.durationMs)
    const own = { ...span, cue: place, name: cue.id, text: cue.text, partOf: null }
    const clip = clips.push(own) - 1
    const parts = isShort(span, cue.text) ? [] : partsOf({ ...cue, ...span }, sound)
    for (const [number, part] of parts.entries())
      if (isShort(part, part.text))
        clips.push({
          ...part,
          cue: place,
          name: `${cue.id}/${number + 1}`,
          partOf: { clip, place: number },
        })
  }
  for (const gap of gapsBetween(cues, sound.durationMs))
    for (const span of cutAtPauses(sound.heardIn(gap)))
      clips.push({ ...span, cue: null, name: `t=${span.fromMs / 1_000}`, text: null, partOf: null })
  return clips
}

function within({ fromMs, toMs }: Span, durationMs: number): Span {
  return { fromMs, toMs: Math.min(toMs, durationMs) }
}

function isShort({ fromMs, toMs }: Span, text: string | null): boolean {
  const words = text === null ? 0 : wordsOf(text).length
  return toMs - fromMs <= clipLimits.msMax && words <= clipLimits.wordsMax
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word))
}

type Part = Span & { text: string | null }

function partsOf(cue: Cue, sound: Listen): Part[] {
  if (cue.text === null)
    return cutAtPauses(sound.heardIn(cue)).map((span) => ({ ...span, text: null }))
  return cue.parts.length > 1 ? timedParts(cue) : punctuatedParts(cue, sound)
}

// Single words with times are joined until there are enough of them.
function timedParts({ parts, toMs }: Cue): Part[] {
  const joined: Part[] = []
  for (const [place, { fromMs, text }] of parts.entries()) {
    const end = parts[place + 1]?.fromMs ?? toMs
    const last = joined.at(-1)
    const words = wordsOf(`${last?.text ?? ''} ${text}`).length
    const isOpen =
      last &&
      words <= clipLimits.wordsMax &&
      end - last.fromMs <= clipLimits.msMax &&
      (wordsOf(last.text ?? '').length < clipLimits.wordsMin ||
        last.toMs - last.fromMs < clipLimits.msMin)
    if (isOpen) Object.assign(last, { text: `${last.text} ${text}`.trim(), toMs: end })
    else joined.push({ fromMs, toMs: end, text })
  }
  return joined.filter(({ fromMs, toMs: end }) => end > fromMs)
}

/**
 * Cuts at the pauses that fall where the text has punctuation. Where the letters before a mark end in time is worked
 * out from how much of the cue is heard; a pause that is not the only one near there is not taken.
 */
function punctuatedParts({ text, fromMs, toMs }: Cue, sound: Listen): Part[] {
  const heard = sound.heardIn({ fromMs, toMs })
  const pauses = heard.slice(1).map((after, place) => ({ before: heard[place], after }))
  const heardMs = heard.reduce((sum, span) => sum + span.toMs - span.fromMs, 0)
  const marks = marksIn(text ?? '')
  const letters = lettersOf(text ?? '')
  const tolerance = Math.min(pauseMsMax, heardMs * pauseShare)
  const cuts: { at: Span; place: number }[] = []
  for (const place of marks) {
    const wanted = (heardMs * lettersOf((text ?? '').slice(0, place))) / letters
    let before = 0
    const near = pauses.filter(({ before: last, after }) => {
      before += (last?.toMs ?? 0) - (last?.fromMs ?? 0)
      const isPause = after.fromMs - (last?.toMs ?? 0) >= pauseMsMin
      return isPause && Math.abs(before - wanted) <= tolerance
    })
    const [only] = near
    if (near.length === 1 && only?.before)
      cuts.push({ at: { fromMs: only.before.toMs, toMs: only.after.fromMs }, place })
  }
  return cuts.length === 0 ? [] : splitAt(cuts, { text: text ?? '', fromMs, toMs })
}

function splitAt(
  cuts: readonly { at: Span; place: number }[],
  { text, fromMs, toMs }: Span & { text: string },
): Part[] {
  const parts: Part[] = []
  let [from, start] = [fromMs, 0]
  for (const { at, place } of [...cuts, { at: { fromMs: toMs, toMs }, place: text.length }]) {
    // Two marks at one pause leave nothing between them.
    if (at.fromMs < from || place <= start) return []
    parts.push({
      fromMs: from,
      toMs: Math.min(at.toMs, at.fromMs + marginMs),
      text: text.slice(start, place).trim(),
    })
    ;[from, start] = [Math.max(at.fromMs, at.toMs - marginMs), place]
  }
  return parts
}

function marksIn(text: string): number[] {
  return [...text.matchAll(/[.,;:!?…،؛؟。，、]+["'”’»)]*(?=\s)/gu)].map(
    ({ index, 0: mark }) => index + mark.length,
  )
}

function lettersOf(text: string): number {
  return Math.max(1, text.match(/[\p{L}\p{N}]/gu)?.length ?? 0)
}

function gapsBetween(cues: readonly Cue[], durationMs: number): Span[] {
  const gaps: Span[] = []
  let fromMs = 0
  for (const cue of cues) {
    if (cue.fromMs - fromMs >= unreadMsMin)
      gaps.push({ fromMs, toMs: Math.min(cue.fromMs, durationMs) })
    fromMs = Math.max(fromMs, cue.toMs)
  }
  if (durationMs - fromMs >= unreadMsMin) gaps.push({ fromMs, toMs: durationMs })
  return gaps
}

/** Joins what is heard between pauses into stretches of a clip's length; one without a pause stays as it is. */
function cutAtPauses(heard: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const { fromMs, toMs } of heard) {
    const last = spans.at(-1)
    const isOpen =
      last &&
      last.toMs - last.fromMs < clipLimits.msMin &&
      toMs - last.fromMs <= clipLimits.msMax &&
      fromMs - last.toMs < clipLimits.msMin
    if (isOpen) last.toMs = toMs
    else spans.push({ fromMs, toMs })
  }
  return spans
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(0, fromMs - marginMs), toMs: toMs + marginMs }))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= unreadMsMin)
}
