import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import type { Notes } from '../model/notes.ts'
import { openNotes } from './notes.ts'

const lend = (t: TestContext): { folder: string; notes: Notes } => {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-notes-'))
  const notes = openNotes(folder)
  t.after(() => {
    notes.close()
    rmSync(folder, { recursive: true })
  })
  return { folder, notes }
}

const keys = (stem: string, number = '') => ({ place: `in/${stem}`, stem, number })

describe('the notes of an import', () => {
  test('find pictures by each key, in the order of their paths', (t) => {
    const { notes } = lend(t)
    notes.addPicture('in/b.png', keys('b', '2'))
    notes.addPicture('in/a.png', keys('a'))
    notes.addPicture('in/B.jpg', keys('b', '2'))
    notes.addPicture('in/b.png', keys('other'))
    assert.deepEqual(notes.findPictures('stem', 'b', 9), ['in/B.jpg', 'in/b.png'])
    assert.deepEqual(notes.findPictures('place', 'in/b', 1), ['in/B.jpg'])
    assert.deepEqual(notes.findPictures('number', '2', 9), ['in/B.jpg', 'in/b.png'])
    assert.deepEqual(notes.findPictures('number', '', 9), [])
    assert.deepEqual([notes.hasPicture('in/a.png'), notes.hasPicture('in/c.png')], [true, false])
    assert.equal(notes.countPictures(), 3)
  })

  test('give pictures with what was said of them, in that order, page by page', (t) => {
    const { notes } = lend(t)
    for (const path of ['c', 'a', 'b']) notes.addPicture(path, keys(path))
    notes.say('b', { kind: 'second', body: 'z' })
    notes.say('b', { kind: 'first', body: 'y' })
    notes.say('a', { kind: 'first', body: 'x' })
    const said = [
      { kind: 'second', body: 'z' },
      { kind: 'first', body: 'y' },
    ]
    assert.deepEqual(notes.listPictures('a', 1), [{ path: 'b', said }])
    assert.deepEqual(notes.listPictures('b', 9), [{ path: 'c', said: [] }])
    assert.deepEqual([notes.countToldOf(['first']), notes.countToldOf(['second', 'first'])], [2, 2])
    assert.equal(notes.countToldOf(['third']), 0)
  })

  test('keep what is put aside by its kind, and what is marked by its name', (t) => {
    const { notes } = lend(t)
    notes.putAside('1.xml', { kind: 'truth', body: 'one' })
    notes.putAside('t.csv', { kind: 'row', body: 'two' })
    notes.putAside('2.xml', { kind: 'truth', body: 'three' })
    const [first, second] = notes.listAside('truth', 0, 9)
    assert.deepEqual([first?.body, second?.body], ['one', 'three'])
    assert.deepEqual(notes.listAside('truth', first?.place ?? 0, 9), [second])
    assert.deepEqual(
      [notes.hasAside('truth', '2.xml'), notes.hasAside('row', '2.xml')],
      [true, false],
    )
    notes.mark('a', 'old')
    notes.mark('a', 'new')
    assert.deepEqual([notes.marked('a'), notes.marked('b')], ['new', null])
  })

  // A killed import left a journal behind, since the store's driver does not let it be switched off.
  test('have no name on the disk, so that none are left when the program is killed', (t) => {
    const { folder, notes } = lend(t)
    for (let n = 0; n < 20_000; n += 1) notes.addPicture(`${n}`.repeat(20), keys(String(n)))
    assert.deepEqual(readdirSync(folder), [])
  })
})
