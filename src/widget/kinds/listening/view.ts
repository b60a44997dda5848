import { recordingWording, showRecordings } from '../audio/view.ts'
import type { SayHeard } from '../audio/player.ts'
import type { Say } from '../../words/language.ts'
import type { KindView } from '../kind.ts'
import type own from './words/en.json'

/** The sentences of this kind. */
type SayOwn = Say<keyof typeof own>

/** Recordings of two voices in turn, each with a field for what the lower one says; every field must be filled. */
export const listeningView: KindView = {
  name: 'listening',
  css: '',
  _wording: recordingWording,
  _show: (challenge, say: SayHeard & SayOwn) =>
    showRecordings(challenge, say, {
      _ask: say('typeLower'),
      _nameField: (number) => say('lower', { number }),
      _missing: say('lowerMissing'),
    }),
}
