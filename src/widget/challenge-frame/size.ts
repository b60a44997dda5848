import type { FrameEvent } from '../../wire/frame.ts'

/** Reports the size a frame needs whenever it changes; `_measure` reports it at once, even if nothing is painted. */
export function watchSize(
  host: HTMLElement,
  emit: (event: FrameEvent) => void,
): { _measure: () => void; end: () => void } {
  const box = host.shadowRoot?.querySelector('.box') ?? host
  const observer = new ResizeObserver(measure)
  observer.observe(box)

  function measure(): void {
    const widthPixels = Number.parseFloat(getComputedStyle(box).maxWidth)
    const heightPixels = Math.ceil(box.getBoundingClientRect().height)
    emit({ is: 'size', widthPixels, heightPixels })
  }

  return {
    _measure: measure,
    end() {
      observer.disconnect()
    },
  }
}
