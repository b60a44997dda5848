import type { ShownChallenge } from '../../core/shown-challenge.ts'
import { make } from '../../core/element.ts'
import type { KindView, View } from '../kind.ts'
import { showPicture } from '../../core/picture.ts'
import type { Say } from '../../words/language.ts'
import { css } from './view.css'

/** Pictures as buttons that stay pressed; at least one must be. */
export const classificationView: KindView = {
  name: 'classification',
  css,
  _wording: {},
  _show: showClassification,
}

function showClassification(challenge: ShownChallenge, say: Say): View {
  const tiles = challenge._media.map((picture, index) => {
    const alt = say('picture', { number: index + 1 })
    const button = make('button', { type: 'button', class: 'tile', 'aria-pressed': 'false' }, [
      showPicture(picture, alt),
    ])
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!isPressed(button)))
    })
    return { id: picture.id, button }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, askFor(challenge, say)),
    make(
      'div',
      { class: 'tiles' },
      tiles.map((tile) => tile.button),
    ),
  ])
  const firstField = tiles[0]?.button ?? element

  return {
    _element: element,
    _firstField: firstField,
    _readAnswer: () => {
      const selected = tiles.filter(({ button }) => isPressed(button)).map(({ id }) => id)
      if (selected.length > 0) return { is: 'answer', _answer: { selected } }
      return { is: 'incomplete', _message: say('pictureMissing'), _field: firstField }
    },
  }
}

function isPressed(button: HTMLElement): boolean {
  return button.getAttribute('aria-pressed') === 'true'
}

function askFor(challenge: ShownChallenge, say: Say): (Node | string)[] {
  const [before = '', after = ''] = say('choosePictures', { keyword: '{keyword}' }).split(
    '{keyword}',
  )
  const keyword = make('strong', { lang: challenge._keywordLanguage, dir: 'auto' }, [
    challenge._keyword,
  ])
  return [before, keyword, after]
}
