import { classification } from '../../../kinds/classification/classification.ts'
import { transcription } from '../../../kinds/transcription/transcription.ts'
import type { StreamOptions } from '../../../research/aggregate/options.ts'
import type { Flags, Refusal } from '../../command.ts'
import { isRefused, readList, readWhole } from '../../read-flags.ts'

const machinesMax = 20
const rulesRange = { networks: [1, 20], answers: [2, 20], answersMax: [2, 100] } as const
const confidenceRange = { min: 0.5, max: 0.9999 } as const
const ownFlags = ['confidence', 'networks', 'answers', 'answers-max', 'machine'] as const

/** Reads the flags of streaming; null if `--stream` is not given. */
export function readStreamOptions(
  flags: Flags,
  kind: 'categorical' | 'text',
): StreamOptions | null | Refusal {
  if (flags['stream'] !== true) {
    const stray = ownFlags.find((flag) => readList(flags, flag).length > 0)
    return stray ? { refused: `--${stray} can only be used with --stream.` } : null
  }
  if (flags['method'] !== undefined)
    return { refused: '--method cannot be used with --stream, which has a method of its own.' }
  const defaults = (kind === 'text' ? transcription : classification).stopRules
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
    return { refused: `--machine can be given at most ${machinesMax} times.` }
  return { rules: { confidenceMin, networksMin, answersMin, answersMax }, machines }
}

function readConfidence(flags: Flags): number | null | Refusal {
  const given = flags['confidence']
  if (given === undefined) return null
  const number = /^0?\.\d{1,9}$/.test(String(given)) ? Number(given) : 0
  const { min, max } = confidenceRange
  return number >= min && number <= max
    ? number
    : { refused: `--confidence must be a number from ${min} to ${max}, not “${String(given)}”.` }
}
