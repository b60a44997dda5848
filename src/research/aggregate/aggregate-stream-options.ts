import { defaultStopRules, type StopRules } from '../../model/stop-rules.ts'
import type { Flags, Refusal } from '../../cli/command.ts'
import { isRefused, readList, readWhole } from '../../cli/read-flags.ts'

/** How answers are streamed: when to stop asking, and whose answers are a machine's. */
export type StreamOptions = {
  rules: Pick<StopRules, 'confidenceMin' | 'networksMin' | 'answersMin' | 'answersMax'>
  machines: readonly string[]
}

const machinesMax = 20
const rulesRange = { networks: [1, 20], answers: [2, 20], answersMax: [2, 100] } as const
const confidenceRange = { min: 0.5, max: 0.9999 } as const
const ownFlags = ['confidence', 'networks', 'answers', 'answers-max', 'machine'] as const

/** The flags of streaming, for the command's own. */
export const streamFlags = {
  stream: {
    type: 'boolean',
    meaning: 'takes rows as they came, and asks no more of a task that is sure enough',
  },
  confidence: { type: 'string', meaning: 'stream: how sure that is [0.99; texts 0.97]' },
  networks: { type: 'string', meaning: 'stream: the fewest networks that gave the label [2]' },
  answers: { type: 'string', meaning: 'stream: the fewest people that gave the label [2]' },
  'answers-max': {
    type: 'string',
    meaning: 'stream: the most answers that are asked of a task [24; texts 8]',
  },
  machine: {
    type: 'string',
    multiple: true,
    meaning: 'stream: a worker that is a machine; its answers count and never decide',
  },
} as const

/** Reads the flags of streaming; null where none is wanted. */
export function readStreamOptions(
  flags: Flags,
  kind: 'categorical' | 'text',
): StreamOptions | null | Refusal {
  if (flags['stream'] !== true) {
    const stray = ownFlags.find((flag) => readList(flags, flag).length > 0)
    return stray ? { refused: `--${stray} goes with --stream.` } : null
  }
  if (flags['method'] !== undefined) return { refused: '--stream has a method of its own.' }
  const defaults = defaultStopRules[kind === 'text' ? 'transcription' : 'classification']
  const confidenceMin = readConfidence(flags) ?? defaults.confidenceMin
  if (isRefused(confidenceMin)) return confidenceMin
  const networksMin = readWhole(flags, 'networks', rulesRange.networks) ?? defaults.networksMin
  if (isRefused(networksMin)) return networksMin
  const answersMin = readWhole(flags, 'answers', rulesRange.answers) ?? defaults.answersMin
  if (isRefused(answersMin)) return answersMin
  const answersMax = readWhole(flags, 'answers-max', rulesRange.answersMax) ?? defaults.answersMax
  if (isRefused(answersMax)) return answersMax
  if (answersMin > answersMax || networksMin > answersMax)
    return { refused: '--answers and --networks must not be more than --answers-max.' }
  const machines = readList(flags, 'machine')
  if (machines.length > machinesMax)
    return { refused: `There may be ${machinesMax} machines at most.` }
  return { rules: { confidenceMin, networksMin, answersMin, answersMax }, machines }
}

function readConfidence(flags: Flags): number | null | Refusal {
  const given = flags['confidence']
  if (given === undefined) return null
  const number = /^0?\.\d{1,9}$/.test(String(given)) ? Number(given) : 0
  const { min, max } = confidenceRange
  return number >= min && number <= max
    ? number
    : { refused: `--confidence must be from ${min} to ${max}, not “${String(given)}”.` }
}
