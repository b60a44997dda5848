import type { FrameTold } from '../../wire/frame.ts'

/** Reports the size a frame needs whenever it changes; `tell` measures at once, even if nothing is painted. */
export function watchSize(
  host: HTMLElement,
  tellFrame: (message: FrameTold) => void,
): { _tell: () => void; end: () => void } {
  const box = host.shadowRoot?.querySelector('.box') ?? host
  let told = ''
  const observer = new ResizeObserver(tell)
  observer.observe(box)

  function tell(): void {
    const widthPixels = Math.ceil(Number.parseFloat(getComputedStyle(box).maxWidth))
    const heightPixels = Math.ceil(box.getBoundingClientRect().height)
    const size = `${widthPixels} ${heightPixels}`
    if (size === told) return
    told = size
    tellFrame({ is: 'size', widthPixels, heightPixels })
  }

  return {
    _tell: tell,
    end() {
      observer.disconnect()
    },
  }
}
