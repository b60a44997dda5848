import type { ShownChallenge } from '../../core/challenge.ts'
import { make } from '../../core/element.ts'
import type { KindView, View } from '../kind.ts'
import { showPicture } from '../../core/picture.ts'
import { fill, type Words } from '../../words/words.ts'
import { css } from './view.css'

/** Pictures as buttons that stay pressed; at least one must be. */
export const classificationView: KindView = { css, show: showClassification }

function showClassification(challenge: ShownChallenge, words: Words): View {
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
      if (selected.length > 0) return { is: 'answer', answer: { selected } }
      return { is: 'incomplete', message: words.pictureMissing, field: firstField }
    },
  }
}

function isPressed(button: HTMLElement): boolean {
  return button.getAttribute('aria-pressed') === 'true'
}

function askFor(challenge: ShownChallenge, words: Words): (Node | string)[] {
  const [before = '', after = ''] = words.choosePictures.split('{keyword}')
  const keyword = make('strong', { lang: challenge.language, dir: 'auto' }, [challenge.keyword])
  return [before, keyword, after]
}
