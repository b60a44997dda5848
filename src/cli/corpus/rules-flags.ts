import type { Rules } from '../../corpus/formats/write/rules-facts.ts'
import { cleanText } from '../../text/clean-text.ts'
import { abbreviationLimits, type TextPolicy } from '../../model/corpus.ts'
import type { StopRules } from '../../model/stop-rules.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { isRefused, readList, readWhole } from '../read-flags.ts'

const folds = ['fold', 'keep'] as const
const confidences = [0.5, 0.9999] as const
const hoursMax = 8_760
const wholes = {
  networks: [1, 20],
  answers: [2, 20],
  'answers-max': [2, 100],
  'quarantine-hours': [0, hoursMax],
  edits: [0, 2],
} as const

/** What the archive may say of how readings of a corpus are settled. */
export const rulesFlags = {
  confidence: { type: 'string', meaning: `the least confidence, ${confidences.join(' to ')}` },
  networks: { type: 'string', meaning: 'the fewest networks that gave the text, 1 to 20' },
  answers: { type: 'string', meaning: 'the fewest visitors that gave the text, 2 to 20' },
  'answers-max': {
    type: 'string',
    meaning: 'the number of answers after which it is contested, up to 100',
  },
  'quarantine-hours': {
    type: 'string',
    meaning: `how long an accepted reading is held back, up to ${hoursMax}`,
  },
  'match-case': { type: 'string', meaning: 'fold or keep: capital and small letters are the same' },
  'match-diacritics': { type: 'string', meaning: 'fold or keep: accents are ignored' },
  'match-ligatures': {
    type: 'string',
    meaning: 'fold or keep: ligatures are the same as their letters',
  },
  'match-long-s': { type: 'string', meaning: 'fold or keep: long s is the same as s' },
  edits: { type: 'string', meaning: 'the most letters of a known text that may differ, 0 to 2' },
  abbreviation: {
    type: 'string',
    multiple: true,
    meaning: 'a word that stands for another, such as &=und; &= removes it; may be repeated',
  },
} as const satisfies Command['flags']

/** The rules of a corpus with what the flags change. */
export function readRules(flags: Flags, { stopRules, textPolicy }: Rules): Rules | Refusal {
  const changedRules = readStopRules(flags, stopRules)
  if (isRefused(changedRules)) return changedRules
  const changedPolicy = readTextPolicy(flags, textPolicy)
  if (isRefused(changedPolicy)) return changedPolicy
  return { stopRules: changedRules, textPolicy: changedPolicy }
}

function readStopRules(flags: Flags, rules: StopRules): StopRules | Refusal {
  const confidenceMin = readConfidence(flags, rules.confidenceMin)
  if (isRefused(confidenceMin)) return confidenceMin
  const networksMin = readWhole(flags, 'networks', wholes.networks)
  const answersMin = readWhole(flags, 'answers', wholes.answers)
  const answersMax = readWhole(flags, 'answers-max', wholes['answers-max'])
  const quarantineHours = readWhole(flags, 'quarantine-hours', wholes['quarantine-hours'])
  for (const read of [networksMin, answersMin, answersMax, quarantineHours])
    if (isRefused(read)) return read
  const changed = {
    confidenceMin,
    networksMin: numberOr(networksMin, rules.networksMin),
    answersMin: numberOr(answersMin, rules.answersMin),
    answersMax: numberOr(answersMax, rules.answersMax),
    quarantineHours: numberOr(quarantineHours, rules.quarantineHours),
  }
  return changed.answersMax < Math.max(changed.answersMin, changed.networksMin)
    ? { refused: '--answers-max must not be less than --answers or --networks.' }
    : changed
}

function readConfidence(flags: Flags, kept: number): number | Refusal {
  const given = flags['confidence']
  if (given === undefined) return kept
  const [least, most] = confidences
  const number = /^0?\.\d{1,6}$/.test(String(given)) ? Number(given) : 0
  return number >= least && number <= most
    ? number
    : { refused: `--confidence must be from ${least} to ${most}, not “${String(given)}”.` }
}

function readTextPolicy(flags: Flags, policy: TextPolicy): TextPolicy | Refusal {
  for (const flag of ['match-case', 'match-diacritics', 'match-ligatures', 'match-long-s']) {
    const given = flags[flag]
    if (given !== undefined && !folds.some((fold) => fold === given))
      return { refused: `--${flag} must be fold or keep, not “${String(given)}”.` }
  }
  const edits = readWhole(flags, 'edits', wholes.edits)
  if (isRefused(edits)) return edits
  const abbreviations = readAbbreviations(flags, policy.abbreviations)
  if ('refused' in abbreviations) return abbreviations
  const foldOf = (flag: string, kept: TextPolicy['case']): TextPolicy['case'] =>
    folds.find((fold) => fold === flags[flag]) ?? kept
  return {
    case: foldOf('match-case', policy.case),
    diacritics: foldOf('match-diacritics', policy.diacritics),
    ligatures: foldOf('match-ligatures', policy.ligatures),
    longS: foldOf('match-long-s', policy.longS),
    editsMax: edits === 0 || edits === 1 || edits === 2 ? edits : policy.editsMax,
    abbreviations: Object.fromEntries(abbreviations.list),
  }
}

function readAbbreviations(
  flags: Flags,
  kept: TextPolicy['abbreviations'],
): { list: [string, string][] } | Refusal {
  const all = new Map(Object.entries(kept))
  const { count, chars } = abbreviationLimits
  for (const given of readList(flags, 'abbreviation')) {
    const at = given.indexOf('=', 1)
    const short = cleanText(given.slice(0, at)) ?? ''
    const long = cleanText(given.slice(at + 1)) ?? ''
    if (at < 1 || short === '' || short.includes(' '))
      return { refused: `--abbreviation is a word, = and what it stands for, not “${given}”.` }
    if (Math.max(short.length, long.length) > chars)
      return { refused: `An abbreviation and what it stands for have at most ${chars} characters.` }
    if (long === '') all.delete(short)
    else all.set(short, long)
  }
  if (all.size > count) return { refused: `A corpus has at most ${count} abbreviations.` }
  return { list: [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)) }
}

function numberOr(read: number | null | Refusal, kept: number): number {
  return typeof read === 'number' ? read : kept
}
