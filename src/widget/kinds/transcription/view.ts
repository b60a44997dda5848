import type { ShownChallenge, Picture } from '../../core/challenge.ts'
import { make } from '../../core/element.ts'
import type { KindView, View } from '../kind.ts'
import { showPicture } from '../../core/picture.ts'
import { fill, type Words } from '../../words/words.ts'
import { css } from './view.css'

const MAX_TEXT_LENGTH = 100
// Blanks, controls and marks that are not seen make no text, and the service takes them for none.
const SEEN = /[^\s\p{Cc}\p{Cf}]/u

/** Pictures of handwriting or print, each with its text field; every field must be filled. */
export const transcriptionView: KindView = { css, show: showTranscription }

function showTranscription(challenge: ShownChallenge, words: Words): View {
  const fields = challenge.pictures.map((picture, index) => {
    const input = makeInput(challenge, index)
    const label = make('label', { for: input.id }, [fill(words.text, { number: index + 1 })])
    return { picture, input, label }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, [words.typeTexts]),
    make(
      'div',
      { class: 'texts' },
      fields.map((field, index) => make('div', {}, showField(field, index))),
    ),
  ])

  function showField(field: (typeof fields)[number], index: number): Node[] {
    const alt = fill(words.textPicture, { number: index + 1 })
    return [showPicture(field.picture, alt), field.label, field.input]
  }

  return {
    element,
    firstField: fields[0]?.input ?? element,
    readAnswer: () => readTexts(fields, words),
  }
}

function readTexts(
  fields: readonly { picture: Picture; input: HTMLInputElement }[],
  words: Words,
): ReturnType<View['readAnswer']> {
  const empty = fields.find((field) => !SEEN.test(field.input.value))
  if (empty) return { is: 'incomplete', message: words.textMissing, field: empty.input }
  return {
    is: 'answer',
    answer: {
      answers: Object.fromEntries(fields.map(({ picture, input }) => [picture.id, input.value])),
    },
  }
}

// Without a name, and in a shadow root, a field is no part of the page's form.
function makeInput(challenge: ShownChallenge, index: number): HTMLInputElement {
  return make('input', {
    id: `text-${index}`,
    type: 'text',
    lang: challenge.language,
    dir: challenge.direction,
    maxlength: String(MAX_TEXT_LENGTH),
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'done',
    'aria-required': 'true',
  })
}
