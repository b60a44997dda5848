import type { Medium, ShownChallenge } from '../../core/shown-challenge.ts'
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
    const input = makeInput(challenge, index)
    const label = make('label', { for: input.id }, [say('text', { number: index + 1 })])
    return { _picture: picture, _input: input, _label: label }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, [say('typeTexts', { count: fields.length })]),
    make(
      'div',
      { class: 'texts' },
      fields.map((field, index) => make('div', {}, showField(field, index))),
    ),
  ])

  function showField(field: (typeof fields)[number], index: number): Node[] {
    const alt = say('textPicture', { number: index + 1 })
    return [showPicture(field._picture, alt), field._label, field._input]
  }

  return {
    _element: element,
    _firstField: fields[0]?._input ?? element,
    _readAnswer: () => readTexts(fields, say),
  }
}

function readTexts(
  fields: readonly { _picture: Medium; _input: HTMLInputElement }[],
  say: Say,
): ReturnType<View['_readAnswer']> {
  const empty = fields.find((field) => !SEEN.test(field._input.value))
  if (empty) return { is: 'incomplete', _message: say('textMissing'), _field: empty._input }
  return {
    is: 'answer',
    _answer: {
      answers: Object.fromEntries(
        fields.map(({ _picture: picture, _input: input }) => [picture.id, input.value]),
      ),
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
