import { ruleLimits, type RulesChange } from '../../manage/corpora/rules-change.ts'
import type { TextPolicy } from '../../model/corpus.ts'
import type { StopRules } from '../../model/stop-rules.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { isRefused, readList, readWhole } from '../read-flags.ts'

const folds = ['fold', 'keep'] as const
const confidences = ruleLimits.confidenceMin
const [, hoursMax] = ruleLimits.quarantineHours
const editsLimits = [0, 2] as const

/** The flags that change how readings of a corpus are settled. */
export const rulesFlags = {
  confidence: { type: 'string', meaning: `the least confidence, ${confidences.join(' to ')}` },
  networks: { type: 'string', meaning: 'the fewest networks that gave the text, 1 to 20' },
  answers: { type: 'string', meaning: 'the fewest visitors that gave the text, 2 to 20' },
  'answers-max': {
    type: 'string',
    meaning: 'the number of answers after which a reading is contested, up to 100',
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

const wholeFlags = {
  networks: 'networksMin',
  answers: 'answersMin',
  'answers-max': 'answersMax',
  'quarantine-hours': 'quarantineHours',
} as const satisfies Record<string, keyof StopRules>

const foldFlags = {
  'match-case': 'case',
  'match-diacritics': 'diacritics',
  'match-ligatures': 'ligatures',
  'match-long-s': 'longS',
} as const satisfies Record<string, keyof TextPolicy>

/** Reads the changes to the rules of a corpus from the flags. */
export function readRulesFlags(flags: Flags): RulesChange | Refusal {
  const stopRules = readStopRules(flags)
  if (isRefused(stopRules)) return stopRules
  const textPolicy = readTextPolicy(flags)
  if (isRefused(textPolicy)) return textPolicy
  const abbreviations: { short: string; long: string }[] = []
  for (const given of readList(flags, 'abbreviation')) {
    const at = given.indexOf('=', 1)
    if (at < 1)
      return {
        refused: `--abbreviation must be a word, = and what it stands for, such as &=und, not “${given}”.`,
      }
    abbreviations.push({ short: given.slice(0, at), long: given.slice(at + 1) })
  }
  return { stopRules, textPolicy, abbreviations }
}

function readStopRules(flags: Flags): Partial<StopRules> | Refusal {
  const confidenceMin = readConfidence(flags)
  if (isRefused(confidenceMin)) return confidenceMin
  const changed: Partial<StopRules> = confidenceMin === null ? {} : { confidenceMin }
  for (const [flag, rule] of Object.entries(wholeFlags)) {
    const read = readWhole(flags, flag, ruleLimits[rule])
    if (isRefused(read)) return read
    if (read !== null) changed[rule] = read
  }
  return changed
}

function readConfidence(flags: Flags): number | null | Refusal {
  const given = flags['confidence']
  if (given === undefined) return null
  const [least, most] = confidences
  const number = /^0?\.\d{1,6}$/.test(String(given)) ? Number(given) : 0
  return number >= least && number <= most
    ? number
    : { refused: `--confidence must be a number from ${least} to ${most}, not “${String(given)}”.` }
}

function readTextPolicy(flags: Flags): RulesChange['textPolicy'] | Refusal {
  const changed: RulesChange['textPolicy'] = {}
  for (const [flag, part] of Object.entries(foldFlags)) {
    const given = flags[flag]
    if (given === undefined) continue
    const fold = folds.find((one) => one === given)
    if (!fold) return { refused: `--${flag} must be fold or keep, not “${String(given)}”.` }
    changed[part] = fold
  }
  const edits = readWhole(flags, 'edits', editsLimits)
  if (isRefused(edits)) return edits
  if (edits === 0 || edits === 1 || edits === 2) changed.editsMax = edits
  return changed
}
