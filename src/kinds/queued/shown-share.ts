import type { ClassCount } from '../../model/queue.ts'
import { arcsAround, circleSlices, knownForOneSlice, wholeCircle, widthOf } from './arcs.ts'

/** What one network is shown of the items in rotation in a month. */
export type ShownOfCircle = {
  all: number
  shown: number
  share: number
  /** How many known items each class has to have so that one slice is enough, and what share that is. */
  knownWanted: number
  shareThen: number
}

/** Estimates how many items of these classes lie in the arcs that one network is shown. */
export function shownOfCircle(classes: readonly ClassCount[]): ShownOfCircle {
  const arcs = classes.map(({ name }) => arcsAround(0, classes, name))
  const othersWidth = Math.max(...arcs.map(({ other }) => widthOf(other)))
  let [all, shown] = [0, 0]
  for (const [n, { known, unknown }] of classes.entries()) {
    const width = Math.max(widthOf(arcs[n]?.matching ?? wholeCircle), othersWidth)
    all += known + unknown
    shown += (known + unknown) * width
  }
  return {
    all,
    shown: Math.round(shown),
    share: all === 0 ? 0 : shown / all,
    knownWanted: knownForOneSlice(classes.length),
    shareThen: 1 / circleSlices,
  }
}
