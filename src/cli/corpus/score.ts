import type { Scored } from '../../challenge/machine-score.ts'
import { scoreByMachine } from '../../manage/corpora/score.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'

/** `incipit corpus score NAME`: lets an OCR engine read a corpus, so that items it reads well do not decide. */
export const corpusScore: Command = {
  usage: 'corpus score NAME',
  summary: 'lets an OCR engine read the items that no engine has read yet',
  flags: {
    ocr: { type: 'string', meaning: 'the name or path of the engine [tesseract]' },
    ...organisationFlag,
  },
  words: [1, 1],
  run: (command, [name = ''], flags) => {
    const engine = readTextFlag(flags, 'ocr') ?? 'tesseract'
    return callUseCase(
      actingFor(command, flags),
      (context) => scoreByMachine(context, { name, engine }),
      (scored) => shown(name, scored),
    )
  },
}

function shown(name: string, { read, readRightly, failed, mean }: Scored): Result {
  return {
    text: [
      `Items of “${name}” read: ${read}`,
      `  without fault     ${readRightly}`,
      `  not to be read    ${failed}`,
      `  mean score        ${mean === null ? '-' : mean.toFixed(2)}`,
    ].join('\n'),
    json: { corpus: name, read, read_rightly: readRightly, failed, mean },
  }
}
