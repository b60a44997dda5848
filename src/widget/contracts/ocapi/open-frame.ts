import {
  colorNames,
  frameGreeting,
  type Colors,
  type FromFrame,
  type ToFrame,
} from '../../../wire/frame.ts'
import { make } from '../../core/element.ts'
import type { ChosenWay } from '../../core/challenge.ts'

/** Where the frame is, whom it asks for, and how: its colours are those of the host. */
export type FrameOrder = {
  _address: string
  _title: string
  _host: HTMLElement
  _clientId: string
  _languages: readonly string[]
  _way: ChosenWay
}

/**
 * Makes the frame of our own origin in which the ways run that this payload does not have: what hears or works is no
 * script of the page then, and the page's integrity value holds. `onEvent` gets what happens in it.
 */
export function openFrame(
  { _address, _title, _host, _clientId, _languages, _way }: FrameOrder,
  onEvent: (event: FromFrame) => void,
): HTMLIFrameElement {
  const frame = make('iframe', { src: _address, title: _title })
  frame.style.cssText = 'width:100%;height:20em;border:0;display:block'
  frame.addEventListener('load', () => {
    const { port1, port2 } = new MessageChannel()
    const style = getComputedStyle(_host)
    const colors = colorNames.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])
    port1.addEventListener('message', ({ data }: MessageEvent<FromFrame>) => {
      onEvent(data)
    })
    port1.start()
    frame.contentWindow?.postMessage(frameGreeting, _address, [port2])
    port1.postMessage({
      contract: 'ocapi',
      turn: 1,
      sitekey: _clientId,
      host: '',
      languages: _languages,
      words: null,
      colors: Object.fromEntries(colors) as Colors,
      colorScheme: style.colorScheme === 'dark' ? 'dark' : 'light',
      way: _way,
    } satisfies ToFrame)
  })
  return frame
}
