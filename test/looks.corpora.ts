import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { learnKnownScore } from '../src/kinds/paired/likeness.ts'
import { matchLoose } from '../src/kinds/paired/match.ts'
import { transcription } from '../src/kinds/transcription/transcription.ts'
import { seededUnits } from '../src/model/chance.ts'
import type { Item } from '../src/model/item.ts'
import type { WritingLook } from '../src/model/picture.ts'
import type { LooseItem } from '../src/model/pair.ts'
import { shapeOf } from '../src/model/region.ts'
import { measureLook } from '../src/picture/look.ts'
import { drawVariant } from '../src/picture/variant.ts'
import { openCorpora } from './setup/corpora.ts'
import { learn, looksOf, type Seen } from './setup/looks.ts'

/**
 * What a classifier finds that has learnt which pictures decide from all others, by 18 numbers on how pictures
 * look. Half of the pages of each corpus are taken to be read.
 */

const folders = [
  'lectaurep-bronod-1743',
  'cremma-medieval-latin',
  'nubis-print-1602-1886',
  'ocrd-gt-structure-text',
  'stanford-memorials-1905',
]
const picturesMax = 120
const divisions = 12
/** Which shares of the items of pages that are read, and of the others, are known; and who may be partners. */
type Case = { read: number; unread: number; knowsPages: boolean }
/** What is to be had, and what chance adds to it in a thousand pairs of a few hundred items. */
const foundMax = 0.55 + 0.03
const cases: Readonly<Record<string, Case>> = {
  'some known on each page, partners of one page': {
    read: 0.8,
    unread: 0.2,
    knowsPages: true,
  },
  'some known on each page, partners of any page': {
    read: 0.8,
    unread: 0.2,
    knowsPages: false,
  },
  'pages read or not read at all': { read: 1, unread: 0, knowsPages: true },
}

const { store, importCorpus, itemsOf } = openCorpora()

type Drawn = { item: Item; look: WritingLook | null; features: readonly number[] }

async function drawSome(path: string, unit: () => number): Promise<Drawn[]> {
  await importCorpus(path)
  const items = (await itemsOf(path)).filter(({ stage, mediaId }) => stage === 'open' && mediaId)
  const some = items.map((item) => ({ item, at: unit() })).toSorted((a, b) => a.at - b.at)
  const drawn: Drawn[] = []
  for (const { item } of some.slice(0, picturesMax)) {
    const cut = await store.pictures.get(item.mediaId ?? '')
    assert.ok(cut)
    const seed = Math.floor(unit() * 2 ** 32)
    const served = await transcription.serving.draw(cut, seed, { drawVariant })
    const look = (await transcription.serving.look?.(cut, { measureLook })) ?? null
    drawn.push({ item, look, features: await looksOf(served) })
  }
  return drawn
}

function looseOf({ item, look }: Drawn, knowsPages: boolean): LooseItem {
  const { id, region, sourceId } = item
  const box = shapeOf(region)?.box
  const proportion = box ? box.width / box.height : 1
  const facts = { label: id, machineScore: null, isCanary: false, slices: [] }
  return { id, look, proportion, ...facts, sourceId: knowsPages ? sourceId : '' }
}

/** In how many of the pairs that the engine makes a classifier finds the control, and out of how many. */
function findIn(drawn: readonly Drawn[], unit: () => number, of: Case) {
  const { knowsPages } = of
  const pages = [...new Set(drawn.map(({ item }) => item.sourceId))]
  const readPages = new Set(pages.filter(() => unit() < 0.5))
  const known = drawn.filter(
    ({ item }) => unit() < (readPages.has(item.sourceId) ? of.read : of.unread),
  )
  const unknown = drawn.filter((one) => !known.includes(one))
  const loose = (some: readonly Drawn[]): LooseItem[] => some.map((one) => looseOf(one, knowsPages))
  const [controls, probes] = [loose(known), loose(unknown)]
  const knownScore = learnKnownScore({ known: controls, unknown: probes })
  const order = { known: controls, deciders: new Set(controls), closes: false, least: 0 }
  const matches = matchLoose(randomBytes, { ...order, unknown: probes, knownScore })
  const isKnown = new Set(controls.map(({ id }) => id))
  const looks = new Map(
    drawn.map(({ item, features }): [string, Seen] => [
      item.id,
      { features, isKnown: isKnown.has(item.id) },
    ]),
  )
  let found = 0
  for (const part of [0, 1]) {
    const trial = matches.filter((_, n) => n % 2 === part)
    const tried = new Set(trial.flatMap(({ control, probe }) => [control.id, probe.id]))
    const scoreOf = learn([...looks].filter(([id]) => !tried.has(id)).map(([, look]) => look))
    const score = ({ id }: LooseItem): number => scoreOf(looks.get(id)?.features ?? [])
    found += trial.filter(({ control, probe }) => score(control) > score(probe)).length
  }
  return { found, of: matches.length }
}

// Before partners had to look alike it was 54 to 56 %, and 65 % of pairs if pages were read wholly or not at all.
test('a classifier of how pictures look hardly finds what decides', async (t) => {
  const unit = seededUnits(1)
  const sums = new Map(Object.keys(cases).map((name) => [name, { found: 0, of: 0 }]))
  for (const folder of folders) {
    const drawn = await drawSome(`real-pages/${folder}`, unit)
    for (let n = 0; n < divisions; n += 1)
      for (const [name, one] of Object.entries(cases)) {
        const { found, of } = findIn(drawn, unit, one)
        const sum = sums.get(name)
        if (sum) Object.assign(sum, { found: sum.found + found, of: sum.of + of })
      }
  }
  for (const name of Object.keys(cases)) {
    const { found, of } = sums.get(name) ?? { found: 1, of: 1 }
    t.diagnostic(`${name}: ${((100 * found) / of).toFixed(1)} % of ${of}`)
    assert.ok(found / of <= foundMax, name)
  }
})
