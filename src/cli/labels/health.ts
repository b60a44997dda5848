import { measureHealth } from '../../manage/readings/measure-health.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { describeHealth, factsOfHealth } from './describe-health.ts'

/** `incipit labels health`: how well a corpus is read, and whether somebody poisons it. */
export const labelsHealth: Command = {
  usage: 'labels health',
  summary: 'shows how well a corpus is read, by its canaries, and what is excluded as poisoned',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const corpus = String(flags['corpus'] ?? '')
    if (corpus === '') return { refused: 'Say which corpus, with --corpus NAME.' }
    return callUseCase(
      actingFor(command, flags),
      (context) => measureHealth(context, { corpus }),
      (figures) => ({ text: describeHealth(figures), json: factsOfHealth(figures) }),
    )
  },
}
