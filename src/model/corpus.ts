import type { AuditLine } from './audit.ts'
import type { KindName, Supply } from './item.ts'
import type { StopRules } from './stop-rules.ts'

/**
 * How typed text is compared with a known reading, and readings with each other; but for its abbreviations
 * a policy may be stricter than the default, never laxer.
 */
export type TextPolicy = {
  /** `fold`: capital and small letters are the same. */
  case: 'fold' | 'keep'
  /** `fold`: accents and other marks are not looked at. */
  diacritics: 'fold' | 'keep'
  /** `fold`: ligatures are their letters. */
  ligatures: 'fold' | 'keep'
  /** `fold`: long s is s. */
  longS: 'fold' | 'keep'
  /** Words that stand for others, as `{"&":"und"}`; for nothing where the other is empty. The first hundred count. */
  abbreviations: Readonly<Record<string, string>>
  /** The most letters that may differ, whatever the length (0 to 2). */
  editsMax: 0 | 1 | 2
}

/** How many abbreviations a corpus may have, and how long one and what it stands for may be. */
export const abbreviationLimits = { count: 100, chars: 60 } as const

/** The policy of a corpus that says nothing else. */
export const defaultTextPolicy: TextPolicy = {
  case: 'fold',
  diacritics: 'fold',
  ligatures: 'fold',
  longS: 'fold',
  abbreviations: {},
  editsMax: 2,
}

/** A policy as an earlier version kept it, with what it lacks as it was meant then. */
export function completeTextPolicy(kept: Partial<TextPolicy>): TextPolicy {
  return {
    ...defaultTextPolicy,
    // Long s went with the ligatures before it had a word of its own.
    longS: kept.ligatures ?? defaultTextPolicy.longS,
    ...kept,
  }
}

/** A writing direction, as in HTML's `dir`. */
export type Direction = 'ltr' | 'rtl'

/** An imported collection. */
export type Corpus = {
  /** No two have the same, of whatever organisation. */
  name: string
  /** The id of the organisation it belongs to: it is served to sites of that one alone. */
  organisation: string
  kind: KindName
  /** How its items are kept in rotation, as its kind has it. */
  supply: Supply
  /** BCP 47 language tag, or `und`. */
  language: string
  /** ISO 15924 script code, `Zyyy` where it could not be told. */
  script: string
  direction: Direction
  textPolicy: TextPolicy
  stopRules: StopRules
  state: CorpusState
  /** Until then nothing of it is shown; null where it may be. */
  embargoUntilMs: number | null
  createdAtMs: number
}

/** `open` corpora are asked; `paused` ones are not; those `taken down` are not, and are not to be shown again. */
export type CorpusState = 'open' | 'paused' | 'taken down'

/** Says whether anything of a corpus may be shown at a time. */
export function isShown({ state, embargoUntilMs }: Corpus, nowMs: number): boolean {
  return state === 'open' && (embargoUntilMs === null || embargoUntilMs <= nowMs)
}

/** When readings of a corpus are accepted, and how its texts are compared. */
export type CorpusRules = Pick<Corpus, 'stopRules' | 'textPolicy'>

/** Counts of a corpus. */
export type CorpusCounts = {
  sources: number
  known: number
  doubtful: number
  unknown: number
  waiting: number
  unfit: number
  retired: number
  /** Reported by visitors, and waiting for a review. */
  reported: number
  /** Not to be shown again. */
  dropped: number
  answers: number
  labels: number
}

/** Keeps corpora. Every promise is kept only when the change would outlive a kill. */
export type Corpora = {
  /** Adds a corpus; one of that name is left as it is. */
  add(corpus: Corpus): Promise<void>
  /** A corpus of whatever organisation, for the service, whose challenges name it. */
  find(name: string): Promise<Corpus | null>
  findOf(organisation: string, name: string): Promise<Corpus | null>
  /** The first thousand corpora of an organisation by name. */
  list(organisation: string): Promise<Corpus[]>
  /** The first thousand corpora of all organisations by name, for the work beside the requests. */
  listAll(): Promise<Corpus[]>
  /** All zeros where the organisation has no such corpus. */
  count(organisation: string, name: string): Promise<CorpusCounts>
  /** Changes the rules of a corpus of an organisation, marks the fit as stale so that all is settled again, and writes the line, in one commit. */
  changeRules(
    organisation: string,
    corpus: string,
    rules: CorpusRules,
    line: AuditLine,
  ): Promise<void>
}
