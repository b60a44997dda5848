import { makeSite } from '../../src/manage/sites/make-site.ts'
import { issueChallenge } from '../../src/challenge/issue.ts'
import type { ChallengeContext } from '../../src/challenge/context.ts'
import type { Level } from '../../src/model/policy.ts'

/** What a harvester records of an item: everything that can be seen without knowing an answer. */
export type Sighting = {
  /** Whether it decides in most of its challenges. */
  isKnown: boolean
  shown: number
  first: number
  last: number
  /** The number of items it was shown with, and how often it was shown with the most frequent of them. */
  partners: number
  closest: number
  /** The share of its showings for its most frequent keyword, and how concentrated its keywords are. */
  ownKeyword: number
  concentration: number
  /** The mean number of items shown with it that have the same most frequent keyword. */
  kin: number
  /** Width divided by height. */
  shape: number
}

/** The results of a harvest. */
export type Harvest = {
  sightings: Sighting[]
  /** The share of pairs with different shapes in which the wider picture is the known one. */
  widerIsKnown: number | null
  /** How often two items that do not decide were shown together, relative to random company. */
  unknownTogether: number
  perSecond: number
}

const atOnce = 250
/** The harvester asks from networks of all slices. */
const someone = { languages: [], networkHash: '', prefixes: [], host: null }

/** The number of standard deviations that chance exceeds in one of 100 000 cases. */
export const noiseDeviations = 4.42

/** Requests challenges of the corpus `pool` as fast as possible, and records what is seen of each item. */
export async function harvest(
  context: ChallengeContext,
  order: { count: number; level: Level; shapeOf: (itemId: string) => number },
): Promise<Harvest> {
  const site = makeSite(context, { name: 'A site', corpora: ['pool'], difficulty: order.level })
  const book = openBook(order.shapeOf)
  const startedMs = performance.now()
  for (let at = 0; at < order.count; at += atOnce) {
    const asked = Array.from({ length: atOnce }, () =>
      issueChallenge(context, site, { ...someone, slicePoint: Math.random() }),
    )
    for (const challenge of await Promise.all(asked)) {
      if (!challenge) throw new Error('the service has no challenge')
      book.write(challenge.items, challenge.keyword ?? '')
    }
  }
  const perSecond = (order.count * 1000) / (performance.now() - startedMs)
  return { ...book.read(), perSecond }
}

type Seen = { itemId: string; role: string }
type Entry = {
  decided: number
  shown: number
  first: number
  last: number
  company: Map<string, number>
  keywords: Map<string, number>
}

function openBook(shapeOf: (itemId: string) => number) {
  const entries = new Map<string, Entry>()
  let challenges = 0
  let wider = 0
  let unlike = 0
  return {
    write: (items: readonly Seen[], keyword: string): void => {
      challenges += 1
      for (const { itemId, role } of items) {
        const entry = entries.get(itemId) ?? {
          decided: 0,
          shown: 0,
          first: challenges,
          last: 0,
          company: new Map<string, number>(),
          keywords: new Map<string, number>(),
        }
        entries.set(itemId, entry)
        entry.shown += 1
        if (role === 'known') entry.decided += 1
        entry.last = challenges
        entry.keywords.set(keyword, (entry.keywords.get(keyword) ?? 0) + 1)
        for (const other of items)
          if (other.itemId !== itemId)
            entry.company.set(other.itemId, (entry.company.get(other.itemId) ?? 0) + 1)
      }
      const [one, another] = items
      if (items.length !== 2 || !one || !another) return
      const difference = shapeOf(one.itemId) - shapeOf(another.itemId)
      if (difference === 0) return
      unlike += 1
      if (difference > 0 === (one.role === 'known')) wider += 1
    },
    read: (): Omit<Harvest, 'perSecond'> => ({
      unknownTogether: togetherOf(entries),
      widerIsKnown: unlike === 0 ? null : wider / unlike,
      sightings: [...entries].map(([itemId, { company, decided, keywords, ...entry }]) => ({
        ...entry,
        ...keywordsOf(keywords, entry.shown),
        kin: kinOf(entries, keywords, company) / entry.shown,
        isKnown: 2 * decided > entry.shown,
        partners: company.size,
        closest: Math.max(...company.values()),
        shape: shapeOf(itemId),
      })),
    }),
  }
}

function mostOf(keywords: ReadonlyMap<string, number>): string | undefined {
  return [...keywords].toSorted(([, a], [, b]) => b - a)[0]?.[0]
}

// The share of pairs of an item's showings with the same keyword; it does not depend on the number of showings.
function keywordsOf(keywords: ReadonlyMap<string, number>, shown: number) {
  const pairs = [...keywords.values()].reduce((sum, times) => sum + times * (times - 1), 0)
  return {
    ownKeyword: Math.max(...keywords.values()) / shown,
    concentration: shown < 2 ? 0 : pairs / (shown * (shown - 1)),
  }
}

function kinOf(
  entries: ReadonlyMap<string, Entry>,
  keywords: ReadonlyMap<string, number>,
  company: ReadonlyMap<string, number>,
): number {
  const own = mostOf(keywords)
  let times = 0
  for (const [other, together] of company)
    if (mostOf(entries.get(other)?.keywords ?? new Map()) === own) times += together
  return times
}

function togetherOf(entries: ReadonlyMap<string, Entry>): number {
  const isKnown = ({ decided, shown }: Entry): boolean => 2 * decided > shown
  const unknown = new Set([...entries].filter(([, entry]) => !isKnown(entry)).map(([id]) => id))
  let pairs = 0
  let unknownPairs = 0
  for (const [id, { company }] of entries)
    for (const [other, times] of company) {
      pairs += times
      if (unknown.has(id) && unknown.has(other)) unknownPairs += times
    }
  const share = (unknown.size * (unknown.size - 1)) / (entries.size * (entries.size - 1))
  return unknownPairs / pairs / share
}

/** How well a number separates known items from unknown ones: 0.5 not at all, 0 or 1 without error. */
export function areaUnderCurve(
  sightings: readonly Sighting[],
  feature: (sighting: Sighting) => number,
): number {
  const sorted = sightings
    .map((sighting) => ({ value: feature(sighting), isKnown: sighting.isKnown }))
    .toSorted((a, b) => a.value - b.value)
  const known = sorted.filter(({ isKnown }) => isKnown).length
  let ranks = 0
  for (let at = 0; at < sorted.length;) {
    let end = at
    while (end < sorted.length && sorted[end]?.value === sorted[at]?.value) end += 1
    const rank = (at + end + 1) / 2
    for (const { isKnown } of sorted.slice(at, end)) if (isKnown) ranks += rank
    at = end
  }
  return (ranks - (known * (known + 1)) / 2) / (known * (sorted.length - known))
}

/** The largest distance from 0.5 by chance in 99 999 of 100 000 harvests (Mann and Whitney). */
export function noiseOfArea(sightings: readonly Sighting[]): number {
  const known = sightings.filter(({ isKnown }) => isKnown).length
  const unknown = sightings.length - known
  return noiseDeviations * Math.sqrt((known + unknown + 1) / (12 * known * unknown))
}
