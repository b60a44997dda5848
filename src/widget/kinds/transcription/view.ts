import type { ShownChallenge } from '../../core/shown-challenge.ts'
import { make } from '../../core/element.ts'
import type { KindView, View } from '../kind.ts'
import { showPicture } from '../../core/picture.ts'
import type { Say } from '../../words/language.ts'
import { css } from './view.css'

const MAX_TEXT_LENGTH = 100
// Blanks, controls and invisible marks are not a text, and the service does not accept them as one.
const SEEN = /[^\s\p{Cc}\p{Cf}]/u

/** Pictures of handwriting or print, each with its text field; every field must be filled. */
export const transcriptionView: KindView = {
  name: 'transcription',
  css,
  _wording: {},
  _show: showTranscription,
}

function showTranscription(challenge: ShownChallenge, say: Say): View {
  const fields = challenge._media.map((picture, index) => {
    const number = index + 1
    const input = makeInput(challenge, index)
    const element = make('div', {}, [
      showPicture(picture, say('textPicture', { number })),
      make('label', { for: input.id }, [say('text', { number })]),
      input,
    ])
    return { id: picture.id, _input: input, _element: element }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, [say('typeTexts', { count: fields.length })]),
    make(
      'div',
      { class: 'texts' },
      fields.map((field) => field._element),
    ),
  ])

  return {
    _element: element,
    _firstField: fields[0]?._input ?? element,
    _readAnswer: () => readTexts(fields, say),
  }
}

function readTexts(
  fields: readonly { id: string; _input: HTMLInputElement }[],
  say: Say,
): ReturnType<View['_readAnswer']> {
  const empty = fields.find((field) => !SEEN.test(field._input.value))
  if (empty) return { is: 'incomplete', _message: say('textMissing'), _field: empty._input }
  return {
    is: 'answer',
    _answer: {
      answers: Object.fromEntries(fields.map(({ id, _input: input }) => [id, input.value])),
    },
  }
}

// Without a name, and in a shadow root, a field is not part of the page's form.
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
  })
}
