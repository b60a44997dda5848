import { speakCorpus, speakLimits, type Spoken } from '../../manage/corpora/speak.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { isRefused, readTextFlag, readWhole } from '../read-flags.ts'

const recordingsUsual = 200

/** `incipit corpus speak NAME`: lets a speech engine of the machine say words, for visitors who answer by ear. */
export const corpusSpeak: Command = {
  usage: 'corpus speak NAME',
  summary: 'lets a speech engine say words, for challenges by ear without recordings of your own',
  flags: {
    language: {
      type: 'string',
      isRequired: true,
      meaning: 'BCP 47 tag of the language to speak, such as fr',
    },
    recordings: {
      type: 'string',
      meaning: `how many recordings the corpus is to have in all, up to ${speakLimits.recordings} [${recordingsUsual}]`,
    },
    'words-of': {
      type: 'string',
      meaning: 'a corpus in that language whose known words are spoken, too',
    },
    organisation: {
      type: 'string',
      meaning: 'the owner of a new corpus; created if it does not exist',
    },
  },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const recordings = readWhole(flags, 'recordings', [1, speakLimits.recordings])
    if (isRefused(recordings)) return recordings
    const order = {
      corpus: name,
      language: readTextFlag(flags, 'language') ?? '',
      recordings: recordings ?? recordingsUsual,
      wordsOfCorpus: readTextFlag(flags, 'words-of'),
      organisationName: readTextFlag(flags, 'organisation'),
    }
    return callUseCase(
      command,
      (context) => speakCorpus(context, order),
      (spoken) => shown(order, spoken),
    )
  },
}

function shown(
  { corpus, recordings: wanted }: { corpus: string; recordings: number },
  { added, recordings, words, canAsk }: Spoken,
): Result {
  const lines = [
    `Spoken for “${corpus}”:`,
    `  new recordings   ${added}`,
    `  recordings       ${recordings}`,
    `  words            ${words}`,
  ]
  if (recordings < wanted)
    lines.push(`${wanted - recordings} are still missing; run the same command again.`)
  if (!canAsk) lines.push('Warning: these are too few for a challenge.')
  return {
    text: lines.join('\n'),
    json: { corpus, added, recordings, words, can_ask: canAsk },
  }
}
