import type { FrameEvent } from '../../wire/frame.ts'

/** Reports the size a frame needs whenever it changes; `_measure` does so at once, even if nothing is painted. */
export function watchSize(
  host: HTMLElement,
  emit: (event: FrameEvent) => void,
): { _measure: () => void; end: () => void } {
  const box = host.shadowRoot?.querySelector('.box') ?? host
  let reported = ''
  const observer = new ResizeObserver(measure)
  observer.observe(box)

  function measure(): void {
    const widthPixels = Math.ceil(Number.parseFloat(getComputedStyle(box).maxWidth))
    const heightPixels = Math.ceil(box.getBoundingClientRect().height)
    const size = `${widthPixels} ${heightPixels}`
    if (size === reported) return
    reported = size
    emit({ is: 'size', widthPixels, heightPixels })
  }

  return {
    _measure: measure,
    end() {
      observer.disconnect()
    },
  }
}
