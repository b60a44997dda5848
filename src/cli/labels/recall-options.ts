import type { RecallOrder } from '../../manage/recalls/recall.ts'
import type { Flags, Refusal } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { readInstant } from '../read-instant.ts'

const lengthMax = 200

/** What the operator wants to do about labels that are not to be trusted. */
export type RecallOptions =
  { is: 'list'; corpus: string } | { is: 'lift'; corpus: string; id: string } | RecallOrder

/** Reads the flags; refused unless they ask for exactly one thing, with valid times. */
export function readRecallOptions(flags: Flags): RecallOptions | Refusal {
  const text = (flag: string): string => String(flags[flag] ?? '').slice(0, lengthMax)
  const corpus = text('corpus')
  if (corpus === '') return { refused: 'Name the corpus with --corpus NAME.' }
  const isTime = flags['from'] !== undefined || flags['to'] !== undefined
  const isGiven = [flags['list'] === true, text('lift') !== '', isTime, text('item') !== '']
  if (isGiven.filter(Boolean).length !== 1)
    return { refused: 'Give one of these: --from and --to, --item, --lift, or --list.' }
  if (isTime && (flags['from'] === undefined || flags['to'] === undefined))
    return { refused: 'Give both --from and --to, each as a time such as 2030-01-01T08:00Z.' }
  if (flags['list'] === true) return { is: 'list', corpus }
  if (text('lift') !== '') return { is: 'lift', corpus, id: text('lift') }
  const reason = String(flags['reason'] ?? '')
  if (!isTime) return { is: 'item', corpus, reason, itemId: text('item') }
  const time = readTime(text('from'), text('to'))
  return isRefused(time) ? time : { is: 'time', corpus, reason, ...time }
}

function readTime(from: string, to: string): { fromMs: number; toMs: number } | Refusal {
  const [fromMs, toMs] = [readInstant(from), readInstant(to)]
  if (fromMs === null || toMs === null)
    return { refused: '--from and --to must be times such as 2030-01-01T08:00Z, or days (UTC).' }
  return fromMs < toMs ? { fromMs, toMs } : { refused: '--from must be before --to.' }
}
