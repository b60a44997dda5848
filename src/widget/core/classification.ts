import type { Challenge } from './challenge.ts'
import { make } from './element.ts'
import type { View } from './view.ts'
import { showPicture } from './picture.ts'
import { fill, type Words } from '../words/words.ts'

/** Shows the pictures of a classification as buttons that stay pressed; one at least must be. */
export function showClassification(challenge: Challenge, words: Words): View {
  const tiles = challenge.pictures.map((picture, index) => {
    const alt = fill(words.picture, { number: index + 1 })
    const button = make('button', { type: 'button', class: 'tile', 'aria-pressed': 'false' }, [
      showPicture(picture, alt),
    ])
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!isPressed(button)))
    })
    return { id: picture.id, button }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, askFor(challenge, words)),
    make(
      'div',
      { class: 'tiles' },
      tiles.map((tile) => tile.button),
    ),
  ])
  const firstField = tiles[0]?.button ?? element

  return {
    element,
    firstField,
    readAnswer: () => {
      const selected = tiles.filter(({ button }) => isPressed(button)).map(({ id }) => id)
      if (selected.length > 0) return { is: 'selected', selected }
      return { is: 'incomplete', message: words.pictureMissing, field: firstField }
    },
  }
}

function isPressed(button: HTMLElement): boolean {
  return button.getAttribute('aria-pressed') === 'true'
}

function askFor(challenge: Challenge, words: Words): (Node | string)[] {
  const [before = '', after = ''] = words.choosePictures.split('{keyword}')
  const keyword = make('strong', { lang: challenge.language, dir: 'auto' }, [challenge.keyword])
  return [before, keyword, after]
}
