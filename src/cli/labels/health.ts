import { measureHealth } from '../../manage/readings/measure-health.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { describeHealth, factsOfHealth } from './describe-health.ts'

/** `incipit labels health`: shows how well a corpus is read, and whether somebody is poisoning it. */
export const labelsHealth: Command = {
  usage: 'labels health',
  summary:
    'shows how well visitors read a corpus, measured by its canaries, and which labels are held as poisoned',
  flags: {
    corpus: { type: 'string', isRequired: true, meaning: 'the corpus' },
    ...organisationFlag,
  },
  words: [0, 0],
  run: async (command, _words, flags) => {
    const corpus = String(flags['corpus'] ?? '')
    if (corpus === '') return { refused: 'Name the corpus with --corpus NAME.' }
    return callUseCase(
      actingFor(command, flags),
      (context) => measureHealth(context, { corpus }),
      (figures) => ({ text: describeHealth(figures), json: factsOfHealth(figures) }),
    )
  },
}
