import type { Command } from '../command.ts'

/** `incipit labels aggregate FILE`: turns any file of answers into readings, without a data folder. */
export const labelsAggregate: Command = {
  usage: 'labels aggregate FILE',
  summary: 'turns a file of answers (worker,task,label) into readings, and scores them',
  folder: 'none',
  flags: {
    kind: {
      type: 'string',
      isRequired: true,
      meaning: 'categorical: labels of a few classes; text: free text',
    },
    method: {
      type: 'string',
      meaning: `categorical: majority, wawa, dawid-skene, ibcc, mace, glad, pool [pool]; text: auto, plurality, medoid, rover, words, lines [auto]`,
    },
    gold: { type: 'string', meaning: 'a file of right labels (task,label) to score by' },
    known: { type: 'string', meaning: 'a file of labels (task,label) that the method may use' },
    'share-known': {
      type: 'string',
      meaning: 'gives the method this share of the gold as known [0]',
    },
    seed: { type: 'string', meaning: 'the seed of randomness, a whole number [1]' },
    normalise: {
      type: 'string',
      meaning: `the form that texts are brought into first: plain, folded, crowdspeech [plain]`,
    },
    case: { type: 'string', meaning: 'fold: capitals are the same as small letters; keep [fold]' },
    diacritics: { type: 'string', meaning: 'fold: marks on letters are ignored; keep [fold]' },
    ligatures: {
      type: 'string',
      meaning: 'fold: ligatures are the same as their letters; keep [fold]',
    },
    stream: {
      type: 'boolean',
      meaning: 'takes rows in order, and stops asking about a task once its label is sure enough',
    },
    confidence: {
      type: 'string',
      meaning: 'stream: the confidence that is sure enough [0.99; texts 0.97]',
    },
    networks: { type: 'string', meaning: 'stream: the fewest networks that gave the label [2]' },
    answers: { type: 'string', meaning: 'stream: the fewest people that gave the label [2]' },
    'answers-max': {
      type: 'string',
      meaning: 'stream: the most answers that are asked of a task [24; texts 8]',
    },
    machine: {
      type: 'string',
      multiple: true,
      meaning: 'stream: a worker that is a machine; its answers count but never decide',
    },
    out: { type: 'string', meaning: 'the file to write, CSV or .jsonl; it must be new' },
  },
  words: [1, 1],
  run: async (context, [path = ''], flags) => {
    const { runAggregate } = await import('./aggregate/run.ts')
    return runAggregate(context, path, flags)
  },
}
