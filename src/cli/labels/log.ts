import { logFormats, writeLog, type LogOrder } from '../../manage/exports/write-log.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Refusal } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { refuseOut, writeFilePieces } from '../write-file.ts'

/** `incipit labels log`: writes the answers themselves into a file for researchers. */
export const labelsLog: Command = {
  usage: 'labels log',
  summary:
    'writes the log of answers into a new file for researchers, as `labels aggregate` reads it',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    out: { type: 'string', isRequired: true, meaning: 'the file to write; it must be new' },
    format: { type: 'string', meaning: `${logFormats.join(' or ')} [csv]` },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const options = readOptions(flags)
    if (isRefused(options)) return options
    const { out, ...order } = options
    const refusal = await refuseOut(out)
    if (refusal) return refusal
    const write: LogOrder['write'] = (pieces) => writeFilePieces(out, pieces)
    return callUseCase(
      actingFor(command, flags),
      (context) => writeLog(context, { ...order, write }),
      ({ corpus, known, unknown }) => ({
        text: `Wrote ${known + unknown} answers of “${corpus}” into ${out}: ${unknown} on unknown items, ${known} on known ones.`,
        json: { corpus, known, unknown, out },
      }),
    )
  },
}

type Options = Omit<LogOrder, 'write'> & { out: string }

function readOptions(flags: Flags): Options | Refusal {
  const text = (flag: string): string => String(flags[flag] ?? '').trim()
  const wanted = text('format') || 'csv'
  const format = logFormats.find((one) => one === wanted)
  if (text('corpus') === '') return { refused: 'Name the corpus with --corpus NAME.' }
  if (!format) return { refused: `--format must be ${logFormats.join(' or ')}, not “${wanted}”.` }
  if (text('out') === '') return { refused: 'Name a new file with --out FILE.' }
  return { corpus: text('corpus'), out: text('out'), format }
}
