import type { ItemKind } from './item.ts'

/** How typed text is compared with a known reading; a policy may be stricter than the default, never laxer. */
export type TextPolicy = {
  /** `fold`: capital and small letters are the same. */
  case: 'fold' | 'keep'
  /** `fold`: accents and other marks are not looked at. */
  diacritics: 'fold' | 'keep'
  /** `fold`: long s is s, and ligatures are their letters. */
  ligatures: 'fold' | 'keep'
  /** The most letters that may differ, whatever the length (0 to 2). */
  editsMax: 0 | 1 | 2
}

/** The policy of a corpus that says nothing else. */
export const defaultTextPolicy: TextPolicy = {
  case: 'fold',
  diacritics: 'fold',
  ligatures: 'fold',
  editsMax: 2,
}

/** A writing direction, as in HTML's `dir`. */
export type Direction = 'ltr' | 'rtl'

/** An imported collection. */
export type Corpus = {
  name: string
  kind: ItemKind
  /** BCP 47 language tag, or `und`. */
  language: string
  /** ISO 15924 script code, `Zyyy` where it could not be told. */
  script: string
  direction: Direction
  textPolicy: TextPolicy
  state: CorpusState
  /** Until then nothing of it is shown; null where it may be. */
  embargoUntilMs: number | null
  createdAtMs: number
}

/** `open` corpora are asked; `paused` ones are not; those `taken down` are not, and are not to be shown again. */
export type CorpusState = 'open' | 'paused' | 'taken down'

/** Says whether anything of a corpus may be shown at a time. */
export const isShown = ({ state, embargoUntilMs }: Corpus, nowMs: number): boolean =>
  state === 'open' && (embargoUntilMs === null || embargoUntilMs <= nowMs)
