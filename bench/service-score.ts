import { characterErrors } from '../test/setup/character-errors.ts'
import { meanOf, round } from './crowd-rows.ts'
import { quantile } from './services.ts'

/** An item to be read: the archive's machine text, and the true text. */
export type Wanted = { itemId: string; machine: string | null; truth: string }

/** The used fields of a line of the log of answers. */
export type LogLine = { task: string; label: string; role: string; verdict: string }

/** How well a rule read the items; errors are relative to the characters of all items, accepted or not. */
export type Score = {
  accepted: number
  accepted_share: number
  /** The share of accepted texts that equal the truth once folded; null if none is accepted. */
  accuracy: number | null
  /** Edits per character of the truth, of texts as they are and of folded ones. */
  character_error: number
  character_error_compared: number
}

/** A text without differences of case, marks, punctuation and long s. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replace(/[\p{M}\p{P}\p{S}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Scores texts, each of which replaces the archive's text of an item. */
export function score(wanted: readonly Wanted[], texts: ReadonlyMap<string, string>): Score {
  const read = wanted.flatMap(({ itemId, truth }) => {
    const text = texts.get(itemId)
    return text === undefined ? [] : [{ text, truth }]
  })
  const all = wanted.map(({ itemId, machine, truth }) => ({
    text: texts.get(itemId) ?? machine ?? '',
    truth,
  }))
  return {
    accepted: read.length,
    accepted_share: round(read.length / wanted.length),
    accuracy: read.length === 0 ? null : round(read.filter(isRight).length / read.length),
    ...errorsOf(all),
  }
}

type Read = { text: string; truth: string }

function isRight({ text, truth }: Read): boolean {
  return fold(text) === fold(truth)
}

/** Edits per character of the truth, over all texts. */
export function errorsOf(
  texts: readonly Read[],
): Pick<Score, 'character_error' | 'character_error_compared'> {
  return {
    character_error: errorOf(texts, (text) => text),
    character_error_compared: errorOf(texts, fold),
  }
}

function errorOf(texts: readonly Read[], form: (text: string) => string): number {
  let [edits, signs] = [0, 0]
  for (const { text, truth } of texts) {
    edits += characterErrors(form(text), form(truth))
    signs += Array.from(form(truth)).length
  }
  return round(edits / signs)
}

/** A rule: the points that a text needs, and the points of the machine's own text. */
export type PlainRule = { least: number; machine: number }

/** The plain rules to compare the engine with: each label of a passed challenge counts 1. */
export const plainRules: Readonly<Record<'three_equal_votes' | 'points_2_5', PlainRule>> = {
  three_equal_votes: { least: 3, machine: 0 },
  points_2_5: { least: 2.5, machine: 0.5 },
}

/** The texts by a plain rule. The log has no order, so the text with most points counts. */
export function readByRule(
  { least, machine }: PlainRule,
  wanted: readonly Wanted[],
  log: readonly LogLine[],
): Map<string, string> {
  const labels = Map.groupBy(log.filter(isCounted), ({ task }) => task)
  const texts = new Map<string, string>()
  for (const item of wanted) {
    const given = (labels.get(item.itemId) ?? []).map(({ label }) => label)
    const byForm = [...Map.groupBy(given, fold)].map(([form, same]) => {
      const isMachine = item.machine !== null && fold(item.machine) === form
      return { same, points: same.length + (isMachine ? machine : 0) }
    })
    const best = byForm.toSorted((a, b) => b.points - a.points)[0]
    if (best && best.points >= least) texts.set(item.itemId, commonest(best.same))
  }
  return texts
}

function isCounted({ role, verdict }: LogLine): boolean {
  return role === 'unknown' && verdict === 'pass'
}

function commonest(texts: readonly string[]): string {
  return (
    [...Map.groupBy(texts, String)].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? ''
  )
}

/** How many labels items got, in all challenges and in passed ones. */
export function countAnswers(wanted: readonly Wanted[], log: readonly LogLine[]) {
  const labels = Map.groupBy(
    log.filter(({ role }) => role === 'unknown'),
    ({ task }) => task,
  )
  const all = wanted.map(({ itemId }) => labels.get(itemId) ?? [])
  const passed = all.map((of) => of.filter(isCounted).length)
  return { given: spreadOf(all.map((of) => of.length)), passed: spreadOf(passed) }
}

function spreadOf(counts: readonly number[]) {
  return {
    mean: round(meanOf(counts)),
    median: quantile(counts, 0.5),
    p95: quantile(counts, 0.95),
  }
}
