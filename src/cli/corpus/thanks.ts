import { changeThanks } from '../../manage/corpora/change-thanks.ts'
import { thanksChoices, type Thanks } from '../../model/corpus.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'

const sentences: Readonly<Record<Thanks, (name: string) => string>> = {
  link: (name) =>
    `After a right answer, visitors are told for whom they read “${name}”, with a link to it.`,
  name: (name) => `After a right answer, visitors are told for whom they read “${name}”.`,
  nothing: (name) => `After a right answer, visitors are told nothing about “${name}”.`,
}

/** `incipit corpus thanks NAME`: sets what visitors are told after a right answer. */
export const corpusThanks: Command = {
  usage: 'corpus thanks NAME',
  summary: 'sets whether visitors are told for whom they answered',
  flags: {
    show: {
      type: 'string',
      isRequired: true,
      meaning:
        'link: the credit, with a link to its address if it has one; name: the credit alone; nothing',
    },
    ...organisationFlag,
  },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const given = readTextFlag(flags, 'show')
    const thanks = thanksChoices.find((one) => one === given)
    if (!thanks) return { refused: `--show must be one of ${thanksChoices.join(', ')}.` }
    return callUseCase(
      actingFor(command, flags),
      (context) => changeThanks(context, { name, thanks }),
      (done) => ({
        text: sentences[done.thanks](done.name),
        json: { corpus: done.name, thanks: done.thanks },
      }),
    )
  },
}
