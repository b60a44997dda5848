import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { readAlto } from './alto.ts'
import { readPage } from './page.ts'
import { compareRanks, numberByRank } from './reading-order.ts'
import type { ReadTruth } from './truth.ts'

function inOrder(xml: string, read: ReadTruth = readPage): string[] {
  const truth = read(Buffer.from(xml))
  assert.ok(!('fault' in truth))
  const regions = truth.pages[0]?.regions ?? []
  return regions
    .toSorted((a, b) => a.readingOrder - b.readingOrder)
    .map(({ region, readingOrder }) => `${readingOrder} ${region}`)
}

const coords = '<Coords points="0,0 90,0 90,30 0,30"/>'
function line(id: string, attribute = ''): string {
  return `<TextLine id="${id}"${attribute && ` custom="${attribute}"`}>${coords}</TextLine>`
}
function area(id: string, lines: string, attribute = ''): string {
  return `<TextRegion id="${id}"${attribute && ` custom="${attribute}"`}>${lines}</TextRegion>`
}
function page(body: string, order = ''): string {
  return `<PcGts><Page imageWidth="100" imageHeight="100">${order && `<ReadingOrder>${order}</ReadingOrder>`}${body}</Page></PcGts>`
}
function custom(index: number): string {
  return `readingOrder {index:${index};} structure {type:heading;}`
}

describe('the order of reading', () => {
  test('is that of the file where nothing says otherwise', () => {
    const xml = page(area('r1', line('a') + line('b')) + area('r2', line('c')))
    assert.deepEqual(inOrder(xml), ['0 a', '1 b', '2 c'])
  })

  test('is that of the indices in the element ReadingOrder', () => {
    const order = `<OrderedGroup><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup>`
    const xml = page(area('r1', line('a') + line('b')) + area('r2', line('c')), order)
    assert.deepEqual(inOrder(xml), ['0 c', '1 a', '2 b'])
  })

  test('is that of groups in groups, and what they do not name comes last', () => {
    const order = `<UnorderedGroup><OrderedGroupIndexed index="0"><RegionRefIndexed index="2" regionRef="r2"/><UnorderedGroupIndexed index="1" regionRef="r4"><RegionRef regionRef="r3"/></UnorderedGroupIndexed></OrderedGroupIndexed></UnorderedGroup>`
    const areas = ['r1', 'r2', 'r3', 'r4'].map((id) => area(id, line(`in ${id}`)))
    assert.deepEqual(inOrder(page(areas.join(''), order)), [
      '0 in r4',
      '1 in r3',
      '2 in r2',
      '3 in r1',
    ])
  })

  test('is that of the indices that regions and lines carry themselves', () => {
    const xml = page(
      area('r1', line('a', custom(1)) + line('b', custom(0)), custom(1)) +
        area('r2', line('c', custom(1)) + line('d', custom(0)), custom(0)),
    )
    assert.deepEqual(inOrder(xml), ['0 d', '1 c', '2 b', '3 a'])
  })

  test('keeps the lines of a region together where only lines have an index', () => {
    const xml = page(
      area('r1', line('a', custom(1)) + line('b', custom(0))) + area('r2', line('c', custom(0))),
    )
    assert.deepEqual(inOrder(xml), ['0 b', '1 a', '2 c'])
  })

  test('follows a region inside another', () => {
    const xml = page(area('r1', line('a') + area('r2', line('b')) + line('c')))
    assert.deepEqual(inOrder(xml), ['0 a', '1 b', '2 c'])
  })

  test('is that of the blocks or lines that ALTO names', () => {
    const textLine = (id: string): string =>
      `<TextLine ID="${id}" HPOS="0" VPOS="0" WIDTH="9" HEIGHT="9"/>`
    const xml = `<alto><ReadingOrder><OrderedGroup><ElementRef REF="b2"/><ElementRef REF="b1"/></OrderedGroup></ReadingOrder><Layout><Page WIDTH="9" HEIGHT="9"><TextBlock ID="b1">${textLine('l1')}${textLine('l2')}</TextBlock><TextBlock ID="b2">${textLine('l3')}</TextBlock></Page></Layout></alto>`
    assert.deepEqual(inOrder(xml, readAlto), ['0 l3', '1 l1', '2 l2'])
  })

  test('gives every region a number of its own, in the order of the ranks', () => {
    const number = fc.oneof(fc.nat({ max: 3 }), fc.constant(Number.POSITIVE_INFINITY))
    const ranks = fc.array(fc.tuple(number, number))
    fc.assert(
      fc.property(ranks, (all) => {
        const numbers = numberByRank(all)
        assert.deepEqual(
          numbers.toSorted((a, b) => a - b),
          [...all.keys()],
        )
        const placed = all.map((rank, place) => ({ rank, number: numbers[place] ?? -1, place }))
        const read = placed.toSorted((a, b) => a.number - b.number)
        for (const [at, one] of read.entries()) {
          const next = read[at + 1]
          if (!next) continue
          const order = compareRanks(one.rank, next.rank)
          assert.ok(order < 0 || (order === 0 && one.place < next.place))
        }
      }),
    )
  })
})
