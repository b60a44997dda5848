import {
  embargoCorpus,
  pauseCorpus,
  resumeCorpus,
  type ChangedStanding,
} from '../../manage/corpora/change-standing.ts'
import { instantOf } from '../../manage/instants.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'
import { thinCorpusWarnings } from './thin-corpora.ts'

/** `incipit corpus pause NAME`: hides a corpus until it is resumed. */
export const corpusPause: Command = {
  usage: 'corpus pause NAME',
  summary: 'hides a corpus until it is resumed',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(actingFor(command, flags), (context) => pauseCorpus(context, { name }), shown),
}

/** `incipit corpus resume NAME`: shows a paused corpus again. */
export const corpusResume: Command = {
  usage: 'corpus resume NAME',
  summary: 'shows a paused corpus again',
  flags: {
    'taken-down': { type: 'boolean', meaning: 'also if it was taken down' },
    ...organisationFlag,
  },
  words: [1, 1],
  run: (command, [name = ''], flags) => {
    const evenTakenDown = flags['taken-down'] === true
    return callUseCase(
      actingFor(command, flags),
      (context) => resumeCorpus(context, { name, evenTakenDown }),
      shown,
    )
  },
}

/** `incipit corpus embargo NAME`: hides a corpus until a date. */
export const corpusEmbargo: Command = {
  usage: 'corpus embargo NAME',
  summary: 'hides a corpus until a date',
  flags: {
    until: { type: 'string', meaning: 'the first day it is shown (UTC), such as 2030-01-01' },
    none: { type: 'boolean', meaning: 'lift the embargo' },
    ...organisationFlag,
  },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const until = readTextFlag(flags, 'until')
    if ((until === null) === (flags['none'] !== true))
      return { refused: 'Give either --until DATE or --none.' }
    return callUseCase(
      actingFor(command, flags),
      (context) => embargoCorpus(context, { name, until }),
      shown,
    )
  },
}

function shown({ name, standing, text, isThin }: ChangedStanding): Result {
  const { state, embargoUntilMs } = standing
  return {
    text: [...thinCorpusWarnings(isThin ? [name] : []), `The corpus “${name}” is ${text}.`].join(
      '\n',
    ),
    json: {
      corpus: name,
      state,
      embargo_until: embargoUntilMs === null ? null : instantOf(embargoUntilMs),
    },
  }
}
