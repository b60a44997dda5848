import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Staging } from '../../model/staging.ts'
import { readMention, readRecord, readSeen, writeRecord } from './staged.ts'
import { openStaging } from './staging.ts'

function openStagingIn(t: TestContext): { folder: string; staging: Staging } {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-staging-'))
  const staging = openStaging(folder)
  t.after(() => {
    staging.close()
    rmSync(folder, { recursive: true })
  })
  return { folder, staging }
}

function keys(stem: string, number = '') {
  return { place: `in/${stem}`, stem, number }
}

const reading = { content: 'text', text: 'Monat', confidence: null, isDoubted: false } as const
const truth = { path: '1.xml', format: 'ALTO', pictureNames: ['1.png'] } as const

describe('the staging of an import', () => {
  test('finds pictures by each key, in the order of their paths', (t) => {
    const { staging } = openStagingIn(t)
    staging.addPicture('in/b.png', keys('b', '2'))
    staging.addPicture('in/a.png', keys('a'))
    staging.addPicture('in/B.jpg', keys('b', '2'))
    staging.addPicture('in/b.png', keys('other'))
    assert.deepEqual(staging.findPictures('stem', 'b', 9), ['in/B.jpg', 'in/b.png'])
    assert.deepEqual(staging.findPictures('place', 'in/b', 1), ['in/B.jpg'])
    assert.deepEqual(staging.findPictures('number', '2', 9), ['in/B.jpg', 'in/b.png'])
    assert.deepEqual(staging.findPictures('number', '', 9), [])
    assert.deepEqual(
      [staging.hasPicture('in/a.png'), staging.hasPicture('in/c.png')],
      [true, false],
    )
    assert.equal(staging.countPictures(), 3)
  })

  test('gives pictures with their mentions, in that order, page by page', (t) => {
    const { staging } = openStagingIn(t)
    for (const path of ['c', 'a', 'b']) staging.addPicture(path, keys(path))
    staging.mention('b', { kind: 'stamp', stamp: 'z' })
    staging.mention('b', { kind: 'reading', file: 't.csv', ...reading })
    staging.mention('a', { kind: 'truth', ...truth })
    const mentions = [
      { kind: 'stamp', stamp: 'z' },
      { kind: 'reading', file: 't.csv', ...reading },
    ]
    assert.deepEqual(staging.listPictures('a', 1), [{ path: 'b', mentions }])
    assert.deepEqual(staging.listPictures('b', 9), [{ path: 'c', mentions: [] }])
    assert.deepEqual(
      [staging.countMentioned(['truth']), staging.countMentioned(['truth', 'text'])],
      [1, 2],
    )
    assert.equal(staging.countMentioned(['class']), 0)
  })

  test('keeps records by their kind, and marks by what they are of', (t) => {
    const { staging } = openStagingIn(t)
    const row = { kind: 'row', path: 't.csv', pictureName: 'a.png', ...reading } as const
    staging.add({ kind: 'truth', ...truth })
    staging.add(row)
    staging.add({ kind: 'truth', ...truth, path: '2.xml' })
    const [first, second] = staging.list('truth', 0, 9)
    assert.deepEqual([first?.record.path, second?.record.path], ['1.xml', '2.xml'])
    assert.deepEqual(staging.list('truth', first?.place ?? 0, 9), [second])
    assert.deepEqual(staging.list('row', 0, 9)[0]?.record, row)
    assert.deepEqual([staging.has('truth', '2.xml'), staging.has('row', '2.xml')], [true, false])
    staging.markSeen('a', { path: 'a', truths: [truth], label: null })
    staging.markSeen('a', { path: 'a', truths: [], label: 'new' })
    staging.markPainted('b')
    assert.deepEqual(staging.findSeen('a'), { path: 'a', truths: [], label: 'new' })
    assert.deepEqual([staging.findSeen('b'), staging.isPainted('b')], [null, true])
    assert.equal(staging.isPainted('a'), false)
  })

  test('takes and gives no record of an unknown kind or shape', () => {
    const bodies = [
      '{"kind":"planted","path":"1.xml"}',
      '{"path":"1.xml"}',
      'null',
      '{"kind":"iiif","path":"1.json","id":"a"}',
      '{"kind":"iiif","path":"1.json","id":"a","type":"Manifest","more":1}',
      '{"kind":"truth","path":"1.xml","format":"ALTO","pictureNames":[1]}',
      '{"kind":"constructor"}',
    ]
    for (const body of bodies) assert.throws(() => readRecord(body), /in this shape/, body)
    assert.throws(() => readMention('{"kind":"stamp","stamp":1}'), /in this shape/)
    assert.throws(() => readSeen('{"kind":"seen","path":"a"}'), /in this shape/)
    assert.throws(() => writeRecord({ kind: 'planted' } as never), /in this shape/)
  })

  // A killed import left a journal behind, because the store's driver does not allow switching it off.
  test('has no name on the disk, so that none are left when the program is killed', (t) => {
    const { folder, staging } = openStagingIn(t)
    for (let n = 0; n < 20_000; n += 1) staging.addPicture(`${n}`.repeat(20), keys(String(n)))
    assert.deepEqual(readdirSync(folder), [])
  })
})
