import type { Arc } from '../../model/exposure.ts'
import type { ClassCount } from '../../model/queue.ts'

/**
 * The circle of a corpus's items has this many slices, so that one is less than 2 %. A power of two, so that arcs
 * of one, two, four … slices lie within each other.
 */
export const circleSlices = 64

/**
 * What matches what is asked for is drawn from an arc with so many known items or more, and the others from one
 * with so many, so that the same ones do not come at every turn. One unknown item is open for every eight known.
 */
const knownInArc = { matching: 24, other: 48 } as const

/** The whole circle. */
export const wholeCircle: Arc = { from: 0, to: 1 }

/** The narrowest arc around a point that has so many items or more if they are spread evenly over the circle. */
export function arcAround(point: number, items: number, itemsMin: number): Arc {
  let arc = arcOf(point, 1 / circleSlices)
  while (!isWholeCircle(arc) && items * widthOf(arc) < itemsMin) arc = widen(arc)
  return arc
}

/** From where a challenge draws what is of the class that is asked for, and from where the others. */
export type Arcs = { matching: Arc; other: Arc }

/**
 * The arcs around a point for a challenge that asks for a class. The others' is as wide as that of a class in which
 * most items are: those that lie in the others' too are shown more often, and play the unknown more often.
 */
export function arcsAround(point: number, classes: readonly ClassCount[], asked: string): Arcs {
  const sum = (of: (one: ClassCount) => number): number =>
    classes.reduce((total, one) => total + of(one), 0)
  const all = sum(({ known }) => known)
  const usual = sum(({ known }) => known ** 2) / Math.max(1, all)
  const matching = sum(({ name, known }) => (name === asked ? known : 0))
  const asUsual = arcAround(point, usual, knownInArc.matching)
  const enough = arcAround(point, all - matching, knownInArc.other)
  return {
    matching: arcAround(point, matching, knownInArc.matching),
    other: widthOf(asUsual) > widthOf(enough) ? asUsual : enough,
  }
}

/** How many known items each of so many classes needs for arcs of one slice. */
export function knownForOneSlice(classes: number): number {
  const { matching, other } = knownInArc
  return Math.ceil(circleSlices * Math.max(matching, other / Math.max(1, classes - 1)))
}

/** The arc of twice the width that an arc lies in; the whole circle is as wide as arcs get. */
export function widen(arc: Arc): Arc {
  return isWholeCircle(arc) ? arc : arcOf(arc.from, 2 * widthOf(arc))
}

/** Which part of the circle an arc is. */
export function widthOf({ from, to }: Arc): number {
  return to - from
}

/** Whether an arc is the whole circle. */
export function isWholeCircle(arc: Arc): boolean {
  return widthOf(arc) === 1
}

/** A new place for an item, by a number from 0 up to 1, in the slice that it is in. */
export function moveWithinSlice(rank: number, unit: number): number {
  return (Math.floor(rank * circleSlices) + unit) / circleSlices
}

function arcOf(point: number, width: number): Arc {
  const from = Math.floor(point / width) * width
  return { from, to: from + width }
}
