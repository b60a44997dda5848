import { aggregateFile } from '../../../research/aggregate/run.ts'
import { aggregateStream } from '../../../research/aggregate/stream/run.ts'
import type { CommandContext, Flags, Result } from '../../command.ts'
import { isRefused } from '../../read-flags.ts'
import { refuseOut, writeFilePieces } from '../../write-file.ts'
import { describeAggregate } from './describe.ts'
import { describeStream } from './describe-stream.ts'
import { readAggregateOptions } from './options.ts'

/** Reads the flags, aggregates the file and describes the result. */
export async function runAggregate(
  { version, clock }: CommandContext,
  path: string,
  flags: Flags,
): Promise<Result> {
  const options = readAggregateOptions(path, flags)
  if (isRefused(options)) return options
  const refusal = options.out === null ? null : await refuseOut(options.out)
  if (refusal) return refusal
  const context = { version, clock, writeFile: writeFilePieces }
  if (options.stream) {
    const report = await aggregateStream(context, options, options.stream)
    return { text: describeStream(report), json: report }
  }
  const report = await aggregateFile(context, options)
  return { text: describeAggregate(report), json: report }
}
