import type { Medium, ShownChallenge } from '../../../../src/widget/core/shown-challenge.ts'
import { make } from '../../../../src/widget/core/element.ts'
import type { KindView, View } from '../../../../src/widget/kinds/kind.ts'
import type { Say, Word } from '../../../../src/widget/words/language.ts'
import { css } from './view.css'
import type own from './words/en.json'

const stepMs = 50

/** Recordings, each with a slider for the moment to point at. */
export const pointingView: KindView = {
  name: 'pointing',
  css,
  _wording: {
    picture: 'recording',
    pictureFailed: 'recordingFailed',
    report: 'reportRecording',
  },
  _show: showPointing,
}

function showPointing(challenge: ShownChallenge, say: Say<Word | keyof typeof own>): View {
  const rows = challenge._media.map((medium, index) => {
    const { audio, slider } = makeRow(medium, index)
    const label = make('label', { for: slider.id }, [say('moment', { number: index + 1 })])
    audio.setAttribute('aria-label', say('recording', { number: index + 1 }))
    return { id: medium.id, slider, element: make('div', {}, [audio, label, slider]) }
  })
  const element = make('fieldset', {}, [
    make('legend', {}, [say('pointAt', { keyword: challenge._keyword })]),
    make(
      'div',
      { class: 'moments' },
      rows.map((row) => row.element),
    ),
  ])
  return {
    _element: element,
    _firstField: rows[0]?.slider ?? element,
    _readAnswer: () => {
      // A slider that nobody has moved is at the beginning.
      const unmoved = rows.find(({ slider }) => slider.value === '0')
      if (unmoved)
        return { is: 'incomplete', _message: say('momentMissing'), _field: unmoved.slider }
      const moments = Object.fromEntries(rows.map(({ id, slider }) => [id, slider.valueAsNumber]))
      return { is: 'answer', _answer: { moments } }
    },
  }
}

function makeRow(medium: Medium, index: number): { audio: HTMLElement; slider: HTMLInputElement } {
  const max = String(medium._durationSeconds * 1000)
  const slider = { type: 'range', id: `moment-${index}`, min: '0', max, step: String(stepMs) }
  return {
    audio: make('audio', { src: medium.url, controls: '', preload: 'auto' }),
    slider: make('input', { ...slider, value: '0' }),
  }
}
