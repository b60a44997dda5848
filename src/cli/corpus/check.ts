import {
  checkCorpus,
  type CheckedCorpus,
  type CorpusFaultCode,
} from '../../manage/corpora/check.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'

const faultWords: Readonly<Record<CorpusFaultCode, string>> = {
  picture_missing: 'items have no picture on disk',
  picture_broken: 'items have a picture that cannot be opened',
  source_empty: 'sources have no item',
  licence_missing: 'sources have no licence',
  credit_missing: 'sources have no credit',
  document_missing: 'files of the archive are not on disk',
}

/** `incipit corpus check NAME`: checks whether everything that a corpus needs is there. */
export const corpusCheck: Command = {
  usage: 'corpus check NAME',
  summary: 'checks whether everything that a corpus needs is there',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(actingFor(command, flags), (context) => checkCorpus(context, { name }), shown),
}

function shown({ name, faults, mayAsk, counts }: CheckedCorpus): Result {
  const wrong = faults.map(
    ({ code, count, first }) => `${count} ${faultWords[code]} (first ${first})`,
  )
  if (!mayAsk) wrong.push('there are too few items for a challenge')
  if (wrong.length > 0) return { refused: `“${name}” is incomplete: ${wrong.join('; ')}.` }
  const { sources, pictures, documents, reported } = counts
  return {
    text: `“${name}” is complete: ${sources} sources, ${pictures} pictures, ${documents} files of the archive; ${reported} reported items are waiting for a review.`,
    json: { corpus: name, ...counts, whole: true },
  }
}
