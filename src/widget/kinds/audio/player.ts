import type { Medium } from '../../core/shown-challenge.ts'
import { make, makeButton } from '../../core/element.ts'
import type { Say, Word } from '../../words/language.ts'
import type own from './words/en.json'

const SLOW_RATE = 0.7

/** The sentences of this kind, with those of the box. */
export type SayHeard = Say<Word | keyof typeof own>

/** A recording with its buttons; it never plays by itself. */
export type Player = {
  _element: HTMLElement
  _audio: HTMLAudioElement
  /** Plays on from where it is, or pauses. */
  _toggle: () => void
  /** Plays from the beginning. */
  _begin: () => void
}

/** Makes the player of a recording; its place is shown, and spoken when it is asked for. */
export function makePlayer(medium: Medium, number: number, say: SayHeard): Player {
  const audio = make('audio', { src: medium.url, preload: 'auto' })
  const max = String(medium._durationSeconds)
  const place = make('progress', { max, value: '0', 'aria-hidden': 'true' })
  place.style.cssText = 'display:block;width:100%'
  // Screen readers say or beep how far a progress bar is, over the recording; a meter they leave alone.
  const meter = make('div', { role: 'meter', 'aria-label': say('place', { number }) }, [place])
  Object.assign(meter, { ariaValueMax: max, ariaValueNow: '0' })
  const play = makeButton('', toggle, say('play'))
  const slower = makeButton('', slow, say('slower'))
  slower.setAttribute('aria-pressed', 'false')
  audio.addEventListener('timeupdate', () => {
    place.value = audio.currentTime
    meter.ariaValueNow = audio.currentTime.toFixed(1)
  })
  for (const event of ['play', 'pause', 'ended'])
    audio.addEventListener(event, () => {
      play.textContent = say(audio.paused || audio.ended ? 'play' : 'pause')
    })
  const buttons = make('div', {}, [play, makeButton('', begin, say('again')), slower])
  buttons.style.cssText = 'display:flex;flex-wrap:wrap;gap:.5em;margin-bottom:.5em'
  const element = make('div', {}, [audio, buttons, meter])
  return { _element: element, _audio: audio, _toggle: toggle, _begin: begin }

  function toggle(): void {
    if (audio.paused || audio.ended) void start()
    else audio.pause()
  }

  function slow(): void {
    const isSlow = audio.playbackRate === 1
    audio.playbackRate = isSlow ? SLOW_RATE : 1
    slower.setAttribute('aria-pressed', String(isSlow))
  }

  function begin(): void {
    audio.currentTime = 0
    void start()
  }

  // A recording that cannot be played tells the box by its own event.
  async function start(): Promise<void> {
    await audio.play().catch(() => undefined)
  }
}
