import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Staging } from '../../model/staging.ts'
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

describe('the staging of an import', () => {
  test('find pictures by each key, in the order of their paths', (t) => {
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

  test('give pictures with what was said of them, in that order, page by page', (t) => {
    const { staging } = openStagingIn(t)
    for (const path of ['c', 'a', 'b']) staging.addPicture(path, keys(path))
    staging.say('b', { kind: 'second', body: 'z' })
    staging.say('b', { kind: 'first', body: 'y' })
    staging.say('a', { kind: 'first', body: 'x' })
    const said = [
      { kind: 'second', body: 'z' },
      { kind: 'first', body: 'y' },
    ]
    assert.deepEqual(staging.listPictures('a', 1), [{ path: 'b', said }])
    assert.deepEqual(staging.listPictures('b', 9), [{ path: 'c', said: [] }])
    assert.deepEqual(
      [staging.countToldOf(['first']), staging.countToldOf(['second', 'first'])],
      [2, 2],
    )
    assert.equal(staging.countToldOf(['third']), 0)
  })

  test('keep what is put aside by its kind, and what is marked by its name', (t) => {
    const { staging } = openStagingIn(t)
    staging.putAside('1.xml', { kind: 'truth', body: 'one' })
    staging.putAside('t.csv', { kind: 'row', body: 'two' })
    staging.putAside('2.xml', { kind: 'truth', body: 'three' })
    const [first, second] = staging.listAside('truth', 0, 9)
    assert.deepEqual([first?.body, second?.body], ['one', 'three'])
    assert.deepEqual(staging.listAside('truth', first?.place ?? 0, 9), [second])
    assert.deepEqual(
      [staging.hasAside('truth', '2.xml'), staging.hasAside('row', '2.xml')],
      [true, false],
    )
    staging.mark('a', 'old')
    staging.mark('a', 'new')
    assert.deepEqual([staging.marked('a'), staging.marked('b')], ['new', null])
  })

  // A killed import left a journal behind, since the store's driver does not let it be switched off.
  test('have no name on the disk, so that none are left when the program is killed', (t) => {
    const { folder, staging } = openStagingIn(t)
    for (let n = 0; n < 20_000; n += 1) staging.addPicture(`${n}`.repeat(20), keys(String(n)))
    assert.deepEqual(readdirSync(folder), [])
  })
})
