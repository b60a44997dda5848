import type { Challenge, ChallengeItem, Given } from '../model/challenge.ts'
import type { TextPolicy } from '../model/corpus.ts'
import type { ItemStage, ItemStatus, Supply } from '../model/item.ts'
import type { Region } from '../model/region.ts'
import type { DecidingText } from '../model/pair.ts'
import type { Level } from '../model/policy.ts'
import type { StopRules } from '../model/stop-rules.ts'
import type { PlainForm } from './plain-form.ts'
import type { Picked, DrawingPool } from './pool.ts'
import type { Serving } from './serving.ts'

/** An answer to one item as labels keep it: what was given, and the class that was asked for, if any. */
export type ItemAnswer = { given: string; keyword: string | null }

/** What the browser receives besides what every challenge has: what to look for, and the language of that. */
export type WireView = { keyword?: string; keyword_language?: string }

/**
 * What an answer says about an item: the candidate it is for, in what form, and whether it says yes to it.
 */
export type Vote = { key: string; form: string; isYes: boolean }

/** What makes two answers to items of one kind and one corpus the same. */
export type Agreement = {
  /**
   * How answers are aggregated. `text`: each names its candidate, and any candidate may come up. `class`:
   * each says yes or no to the class it was asked about.
   */
  aggregation: 'text' | 'class'
  /** The candidate that a label, reading or decision stands for; the empty string if it says nothing. */
  keyOf(text: string): string
  /** Reads an answer; null if it says nothing. */
  voteOf(answer: ItemAnswer): Vote | null
  /** Says whether an answer to a known item is right. */
  isRight(answer: ItemAnswer, label: string): boolean
}

/** What files say: the text on a picture, the class of what it shows, or the words of a recording. */
export type FileContent = 'text' | 'class' | 'speech'

/**
 * The answer with which somebody who sees nothing passes most often, and the share of easy challenges that it
 * passes; null if it is no text.
 */
export type Guess = { text: string | null; share: number }

/** What a file says about an imported item, and which part of its source it is. */
export type Imported = {
  status: ItemStatus
  label: string | null
  script: string
  region: Region
}

/**
 * One kind of challenge, complete: everything that differs from one kind to the next, from the import of an
 * item to its reading. All functions are pure, except for the pool that `pick` draws from.
 */
export type Kind = {
  /** Its name in the store and on the wire. */
  name: string
  /** The sense by which it is answered. */
  way: 'eye' | 'ear'

  /** What a file has to say about an item to make it one of this kind; null if no file format does. */
  importsFrom: FileContent | null
  /** The stage at which an imported item begins. */
  stageOf(item: Imported): ItemStage
  /** How its items are kept in rotation. */
  supply: Supply
  /**
   * Whether visitors type in the script of the corpus. If so, visitors who have its letters are asked first.
   */
  isTyped: boolean

  /** Picks the items of a challenge; null if the corpus has too few. */
  pick(pool: DrawingPool, level: Level): Promise<Picked | null>
  /** How what is kept of its items is shown. */
  serving: Serving
  /** What the browser receives besides what every challenge has. None of it may tell known from unknown. */
  viewOf(challenge: Challenge): WireView
  /** How it is asked on a page without scripts; null if it cannot be. */
  plainForm: PlainForm | null

  /** Reads an answer as a browser sent it; null if it has the wrong shape or exceeds the limits. */
  readAnswer(body: unknown): Given | null
  /** Says whether a parsed answer answers all of this challenge and nothing else. */
  isAnswerTo(challenge: Challenge, given: Given): boolean
  /** What was given for one item, as labels keep it; null if nothing was. */
  givenFor(given: Given, item: ChallengeItem): string | null

  /** How answers of a corpus with that policy are compared; a challenge may have a stricter one. */
  agreement(policy: TextPolicy): Agreement
  /** Says whether a visitor can be asked for this text, so that an item with it may decide. */
  canDecide(text: string, script: string): boolean
  /** The best answer of somebody who sees nothing, given what decides; null if nothing does. */
  bestGuess(deciding: readonly DecidingText[], policy: TextPolicy): Guess | null
  /** When a reading is accepted, in a corpus without rules of its own. */
  stopRules: StopRules
  /** What a reading holds: writing, the name of a class, something of the kind's own, or nothing: there is none. */
  content: 'text' | 'class' | 'other' | 'nothing'
}

/** The kinds that a program knows, by their names. */
export type Kinds = ReadonlyMap<string, Kind>

/** Makes a table of kinds. */
export function tableOf(kinds: readonly Kind[]): Kinds {
  return new Map(kinds.map((kind) => [kind.name, kind]))
}

/** The kind with that name. Throws if there is none, so that nothing is done with its items. */
export function kindNamed(kinds: Kinds, name: string): Kind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`this version has no kind of challenge called “${name}”`)
  return kind
}

/** The kind that items are imported as when files have such content; throws if there is none. */
export function kindFor(kinds: Kinds, content: FileContent): Kind {
  for (const kind of kinds.values()) if (kind.importsFrom === content) return kind
  throw new Error(`this version has no kind of challenge for ${content}`)
}
