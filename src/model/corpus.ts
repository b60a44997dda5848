import type { AuditLine } from './audit.ts'
import type { KindName, Supply } from './item.ts'
import type { StopRules } from './stop-rules.ts'

/**
 * How typed text is compared with a known reading, and readings with each other. Apart from its
 * abbreviations, a policy may be stricter than the default, never laxer.
 */
export type TextPolicy = {
  /** `fold`: upper and lower case are the same. */
  case: 'fold' | 'keep'
  /** `fold`: accents and other marks are ignored. */
  diacritics: 'fold' | 'keep'
  /** `fold`: a ligature is the same as its letters. */
  ligatures: 'fold' | 'keep'
  /** `fold`: long s is the same as s. */
  longS: 'fold' | 'keep'
  /**
   * Words that stand for others, as in `{"&":"und"}`; for nothing if the other is empty. Only the first
   * hundred count.
   */
  abbreviations: Readonly<Record<string, string>>
  /** The most letters that may differ, whatever the length (0 to 2). */
  editsMax: 0 | 1 | 2
}

/** How many abbreviations a corpus may have, and how long each and its expansion may be. */
export const abbreviationLimits = { count: 100, chars: 60 } as const

/** The policy of a corpus without rules of its own. */
export const defaultTextPolicy: TextPolicy = {
  case: 'fold',
  diacritics: 'fold',
  ligatures: 'fold',
  longS: 'fold',
  abbreviations: {},
  editsMax: 2,
}

/** Completes a policy that an earlier version kept, with the meaning that missing rules had then. */
export function completeTextPolicy(kept: Partial<TextPolicy>): TextPolicy {
  return {
    ...defaultTextPolicy,
    // Long s followed the ligatures before it had a rule of its own.
    longS: kept.ligatures ?? defaultTextPolicy.longS,
    ...kept,
  }
}

/** A writing direction, as in HTML's `dir`. */
export type Direction = 'ltr' | 'rtl'

/**
 * What a visitor is told after a right answer: for whom it was, by the credit of what was shown, with its address as a
 * link (`link`) or without (`name`); or nothing.
 */
export const thanksChoices = ['link', 'name', 'nothing'] as const

export type Thanks = (typeof thanksChoices)[number]

/** An imported collection. */
export type Corpus = {
  /** Unique across all organisations. */
  name: string
  /** The id of the organisation it belongs to. It is served only to that organisation's sites. */
  organisation: string
  kind: KindName
  /** How its items are kept in rotation, by its kind. */
  supply: Supply
  /** BCP 47 language tag, or `und`. */
  language: string
  /** ISO 15924 script code, or `Zyyy` if it could not be determined. */
  script: string
  direction: Direction
  textPolicy: TextPolicy
  stopRules: StopRules
  thanks: Thanks
  state: CorpusState
  /** Nothing of it is shown before this time; null if there is no embargo. */
  embargoUntilMs: number | null
  createdAtMs: number
}

/** A corpus as the store is asked for it: by its name, in its organisation. */
export type OwnedCorpus = Pick<Corpus, 'name' | 'organisation'>

/** Only `open` corpora are asked. `taken down` ones are never to be shown again. */
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

/** Keeps corpora. Every promise resolves only once the change would survive a kill. */
export type Corpora = {
  /** Adds a corpus. If there is one with that name, it stays as it is. */
  add(corpus: Corpus): Promise<void>
  /** A corpus of any organisation, for the service, whose challenges name it. */
  find(name: string): Promise<Corpus | null>
  findOf(organisation: string, name: string): Promise<Corpus | null>
  /** The first thousand corpora of an organisation by name. */
  list(organisation: string): Promise<Corpus[]>
  /** The first thousand corpora of all organisations by name, for the work beside the requests. */
  listAll(): Promise<Corpus[]>
  /** Counts a corpus; all zeros if the organisation has no such corpus. */
  count(organisation: string, name: string): Promise<CorpusCounts>
  /**
   * Changes the rules of an organisation's corpus, marks its fit stale so that everything is settled again,
   * and writes the line, in one commit.
   */
  changeRules(
    organisation: string,
    corpus: string,
    rules: CorpusRules,
    line: AuditLine,
  ): Promise<void>
  /** Changes what visitors are told after a right answer, and writes the line, in one commit. */
  changeThanks(organisation: string, corpus: string, thanks: Thanks, line: AuditLine): Promise<void>
}
