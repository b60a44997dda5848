import { scoreCorpus, type Scored } from '../../challenge/machine-score.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Command, CommandContext, OpenedStore, Refusal } from '../command.ts'
import { noSuchCorpus } from './corpus-line.ts'

/** `incipit corpus score NAME`: lets an OCR engine read a corpus, to steer what it reads well away from deciding. */
export const corpusScore: Command = {
  usage: 'corpus score NAME',
  summary: 'lets an OCR engine read the items that none has read yet',
  flags: {
    ocr: { type: 'string', meaning: 'the name or path of the engine [tesseract]' },
  },
  words: [1, 1],
  run: async (context, [name = ''], flags) => {
    const engine = typeof flags['ocr'] === 'string' ? flags['ocr'] : 'tesseract'
    const store = context.openStore()
    try {
      const corpus = await store.corpora.find(name)
      if (!corpus) return noSuchCorpus(name)
      const scored = await scoreWith(engine, corpus, { context, store })
      if ('refused' in scored) return scored
      const { read, readRightly, failed, mean } = scored
      const json = { corpus: name, read, read_rightly: readRightly, failed, mean }
      return { text: describeScored(name, scored), json }
    } finally {
      await store.close()
    }
  },
}

/** Lets an engine read what none has read of a corpus; why it cannot, as one sentence. */
export async function scoreWith(
  engine: string,
  corpus: Corpus,
  { context, store }: { context: CommandContext; store: OpenedStore },
): Promise<Scored | Refusal> {
  const readByMachine = await context.openReader(engine)
  if ('refused' in readByMachine) return readByMachine
  let isStopped = false
  void context.untilStopped().then(() => (isStopped = true))
  const onProgress = (done: number): void => context.showProgress?.(`${engine} has read ${done}`)
  const scoring = { ...store, readByMachine, isStopped: () => isStopped, onProgress }
  const scored = await scoreCorpus(scoring, corpus)
  context.showProgress?.('')
  return scored
}

function describeScored(name: string, { read, readRightly, failed, mean }: Scored): string {
  return [
    `Read of “${name}”   ${read}`,
    `  without fault     ${readRightly}`,
    `  not to be read    ${failed}`,
    `  mean score        ${mean === null ? '-' : mean.toFixed(2)}`,
  ].join('\n')
}
