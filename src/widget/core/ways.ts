import type { WireWay } from '../../wire/challenge.ts'
import { makeButton } from './element.ts'
import type { Say } from '../words/language.ts'

/** Offers the ways there are, with the one that is taken marked; nothing if there is no choice. */
export function showWays(
  { _way: taken, _ways: ways }: { _way: string; _ways: readonly WireWay[] },
  say: Say,
  onChoose: (way: WireWay) => void,
): HTMLElement[] {
  if (ways.length < 2) return []
  return ways.map((way) => {
    const isTaken = way === taken
    const button = makeButton(
      '',
      () => {
        if (!isTaken) onChoose(way)
      },
      say(way),
    )
    if (isTaken) button.setAttribute('aria-current', 'true')
    return button
  })
}
