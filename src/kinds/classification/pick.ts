import type { Level } from '../../model/policy.ts'
import type { ClassCount } from '../../model/queue.ts'
import type { Arc, Draw, DrawnItem } from '../../model/exposure.ts'
import type { Guess } from '../kind.ts'
import { isWholeCircle, widen, type Arcs } from '../queued/arcs.ts'
import { playing, type Picked, type PickedItem, type DrawingPool } from '../pool.ts'
import { chooseUnknownPlaces } from './unknown-places.ts'

const pictures = 9
const matchingLeast = { easy: 3, moderate: 3, difficult: 4 } as const
const otherLeast = 4

/** A class to ask for, with the places for its pictures. */
type Asked = ClassCount & { others: Omit<ClassCount, 'name'>; places: number }

/**
 * Picks the nine items of a classification: three or four of the class that is asked for (four or five in a
 * difficult one), and the rest of other classes. Any place may hold an unknown picture that is drawn as such
 * a class. Of the known ones seven decide (eight in a difficult one), and the others play the unknown.
 * All are drawn from the visitor's arcs; these become wider only if they have too few.
 */
export async function pickClassification(pool: DrawingPool, level: Level): Promise<Picked | null> {
  const classes = await pool.sizes()
  const asked = chooseAsked(pool, classes, matchingLeast[level])
  if (!asked) return null
  const arcs = { ...pool.arcsFor(classes, asked.name) }
  for (;;) {
    const items = await pickFrom(pool, { asked, arcs, least: matchingLeast[level] })
    if (items.length >= pictures) return { keyword: asked.name, items, showings: [] }
    if (isWholeCircle(arcs.matching) && isWholeCircle(arcs.other)) return null
    arcs.matching = widen(arcs.matching)
    arcs.other = widen(arcs.other)
  }
}

async function pickFrom(
  pool: DrawingPool,
  { asked: { name, places }, arcs, least }: { asked: Asked; arcs: Arcs; least: number },
): Promise<PickedItem[]> {
  const [near, around] = [await pool.sizes(arcs.matching), await pool.sizes(arcs.other)]
  const ofMatching = { ...sumOf(near.filter((one) => one.name === name)), places }
  const others = around.filter((one) => one.name !== name)
  const ofOther = { ...sumOf(others), places: pictures - places }
  const strangers = chooseUnknownPlaces(pool.drawUnit(), ofMatching, ofOther)
  const matching = await drawSide(pool, {
    from: { arc: arcs.matching, label: { is: name } },
    places,
    strangers: strangers.matching,
  })
  const other = await drawSide(pool, {
    from: { arc: arcs.other, label: { isNot: name } },
    places: ofOther.places,
    strangers: strangers.other,
  })
  const items = castSides(matching.known, other.known, least)
  return [...items, ...playing('unknown', [...matching.unknown, ...other.unknown])]
}

/**
 * How often somebody passes an easy classification who selects as many pictures as is best, any of them: the
 * matching ones that decide have to be among them, the others not.
 */
export function guessSelection(): Guess {
  const free = pictures - matchingLeast.easy - otherLeast
  const shares = Array.from(
    { length: free + 1 },
    (_, more) => choices(free, more) / choices(pictures, matchingLeast.easy + more),
  )
  return { text: null, share: Math.max(...shares) }
}

// In how many ways so many can be chosen out of all.
function choices(all: number, some: number): number {
  return some === 0 ? 1 : (choices(all - 1, some - 1) * all) / some
}

// Draws any picture of any class that has enough of them, and asks for its class.
function chooseAsked(
  pool: DrawingPool,
  classes: readonly ClassCount[],
  least: number,
): Asked | null {
  const all = sumOf(classes)
  const more = Math.floor(pool.drawUnit() * 2)
  const fit = classes.flatMap((one): Asked[] => {
    const others = { known: all.known - one.known, unknown: all.unknown - one.unknown }
    const fewest = Math.max(least, pictures - others.known)
    const most = Math.min(pictures - otherLeast, one.known)
    if (fewest > most) return []
    const places = Math.min(most, fewest + more)
    return [{ ...one, others, places }]
  })
  let rest = pool.drawUnit() * fit.reduce((total, one) => total + one.known + one.unknown, 0)
  return fit.find((one) => (rest -= one.known + one.unknown) < 0) ?? null
}

function sumOf(classes: readonly ClassCount[]): Omit<ClassCount, 'name'> {
  return {
    known: classes.reduce((total, { known }) => total + known, 0),
    unknown: classes.reduce((total, { unknown }) => total + unknown, 0),
  }
}

type DrawnSide = { known: DrawnItem[]; unknown: DrawnItem[] }

// Known ones fill in if there are fewer unknown ones than were counted.
async function drawSide(
  pool: DrawingPool,
  side: { from: { arc: Arc; label: Draw['label'] & {} }; places: number; strangers: number },
): Promise<DrawnSide> {
  const { from, places, strangers } = side
  const ask = { ...from, leaveOut: [] }
  const unknown =
    strangers === 0 ? [] : await pool.draw({ ...ask, role: 'unknown', count: strangers })
  const count = places - unknown.length
  const known = count === 0 ? [] : await pool.draw({ ...ask, role: 'known', count })
  return { unknown, known: shuffleBy(pool, known) }
}

// Those that the network has answered are drawn last, and must not play the unknown more often for it.
function shuffleBy(pool: DrawingPool, items: readonly DrawnItem[]): DrawnItem[] {
  return items
    .map((item) => ({ item, at: pool.drawUnit() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function castSides(
  matchingDrawn: readonly DrawnItem[],
  otherDrawn: readonly DrawnItem[],
  least: number,
): PickedItem[] {
  const matching = canariesLast(matchingDrawn)
  const other = canariesLast(otherDrawn)
  const first = [...matching.slice(0, least), ...other.slice(0, otherLeast)]
  const spare = canariesLast([...matching.slice(least), ...other.slice(otherLeast)])
  const missing = least + otherLeast - first.length
  return [
    ...playing('known', [...first, ...spare.slice(0, missing)]),
    ...playing('unknown', spare.slice(missing)),
  ]
}

// A canary decides only if there are too few others.
function canariesLast(items: readonly DrawnItem[]): DrawnItem[] {
  return items.toSorted((a, b) => Number(a.isCanary) - Number(b.isCanary))
}
