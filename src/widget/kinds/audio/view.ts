import type { ShownChallenge } from '../../core/shown-challenge.ts'
import { make } from '../../core/element.ts'
import type { KindView, View } from '../kind.ts'
import { makePlayer, type Player, type SayHeard } from './player.ts'

const MAX_TEXT_LENGTH = 200
// The full stop and the comma, also as keyboards of other scripts have them.
const PLAY_KEYS = new Set(['.', '。', '۔', '।'])
const BEGIN_KEYS = new Set([',', '،', '、', '，'])
// Blanks, controls and invisible marks are not a text, and the service does not accept them as one.
const SEEN = /[^\s\p{Cc}\p{Cf}]/u

/** What the box says of recordings in place of what it says of pictures. */
export const recordingWording = {
  picture: 'recording',
  pictureFailed: 'recordingFailed',
  report: 'reportRecording',
} as const

/** Recordings, each with a player and a field for what is said in it; every field must be filled. */
export const audioView: KindView = {
  name: 'audio',
  css: '',
  _wording: recordingWording,
  _show: (challenge, say) =>
    showRecordings(challenge, say, {
      _ask: say('typeHeard'),
      _nameField: (number) => say('heard', { number }),
      _missing: say('heardMissing'),
    }),
}

/** What is asked of recordings, as sentences. */
export type AskedWords = { _ask: string; _nameField: (number: number) => string; _missing: string }

/** Shows recordings, each with a player and a field. */
export function showRecordings(challenge: ShownChallenge, say: SayHeard, asked: AskedWords): View {
  const keys = make('p', { id: 'keys' }, [say('keys')])
  const players: Player[] = []
  const rows = challenge._media.map((medium, index) => {
    const player = makePlayer(medium, index + 1, say)
    // Two at once cannot be understood.
    player._audio.addEventListener('play', () => {
      for (const other of players) if (other !== player) other._audio.pause()
    })
    players.push(player)
    const input = makeInput(challenge, index)
    input.addEventListener('keydown', (event) => {
      playByKey(event, player)
    })
    return {
      id: medium.id,
      _input: input,
      _element: makeRow({ player, input }, index, { say, asked }),
    }
  })
  const grid = make(
    'div',
    { class: 'texts' },
    rows.map(({ _element: element }) => element),
  )
  const element = make('fieldset', {}, [make('legend', {}, [asked._ask]), keys, grid])
  grid.style.marginTop = '1em'
  return {
    _element: element,
    _firstField: rows[0]?._element.querySelector('button') ?? element,
    _readAnswer: () => {
      const empty = rows.find(({ _input: input }) => !SEEN.test(input.value))
      if (empty) return { is: 'incomplete', _message: asked._missing, _field: empty._input }
      const answers = Object.fromEntries(rows.map(({ id, _input: { value } }) => [id, value]))
      return { is: 'answer', _answer: { answers } }
    },
  }
}

type Row = { player: Player; input: HTMLInputElement }

function makeRow(
  { player, input }: Row,
  index: number,
  { say, asked }: { say: SayHeard; asked: AskedWords },
): HTMLElement {
  const number = index + 1
  return make('div', { role: 'group', 'aria-label': say('recording', { number }) }, [
    player._element,
    make('label', { for: input.id }, [asked._nameField(number)]),
    input,
  ])
}

// What is heard is judged without punctuation, so these keys are free; the hands stay where they type.
function playByKey(event: KeyboardEvent, player: Player): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
  if (PLAY_KEYS.has(event.key)) player._toggle()
  else if (BEGIN_KEYS.has(event.key)) player._begin()
  else return
  event.preventDefault()
}

function makeInput(challenge: ShownChallenge, index: number): HTMLInputElement {
  return make('input', {
    id: `text-${index}`,
    type: 'text',
    lang: challenge._language,
    dir: challenge._direction,
    maxlength: String(MAX_TEXT_LENGTH),
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'done',
    'aria-required': 'true',
    'aria-describedby': 'keys',
  })
}
