import { make } from '../../../../src/widget/core/element.ts'
import {
  colorNames,
  frameGreeting,
  type FromFrame,
  type ToFrame,
} from '../../../../src/wire/frame.ts'

const colors = colorNames.map((name) => (/ground|paper|on-accent/.test(name) ? '#fff' : '#222'))

/** Offers a button that opens the challenge's frame at an address, as a contract; `onVisa` gets each visa. */
export function addFrame(
  host: HTMLElement,
  { address, contract, sitekey }: { address: string; contract: string; sitekey: string },
  onVisa: (visa: string) => void,
): void {
  const button = make('button', { type: 'button' }, ['Get a visa'])
  const frame = make('iframe', { title: 'A challenge', src: address, width: '500', height: '500' })
  const status = make('p', { role: 'status' })
  frame.addEventListener('load', () => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', ({ data }: MessageEvent<FromFrame>) => {
      if (data.is === 'pass') onVisa(data.pass.token)
      if (data.is === 'failed') status.textContent = `No visa: ${data.code}`
    })
    port1.start()
    frame.contentWindow?.postMessage(frameGreeting, new URL(address).origin, [port2])
    const asked = { contract, turn: 1, sitekey, host: '', rqdata: '', languages: ['en'] }
    port1.postMessage({ ...asked, words: null, colors, colorScheme: 'light' } satisfies ToFrame)
  })
  button.addEventListener('click', () => {
    button.replaceWith(frame)
  })
  host.append(button, status)
}
