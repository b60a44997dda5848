import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { readCast } from '../../model/cast.ts'

type Spoken = { corpus: string; added: number; recordings: number; words: number; can_ask: boolean }

describe('incipit corpus speak', () => {
  let terminal: FakeTerminal
  beforeEach(() => {
    terminal = fakeTerminal()
  })
  afterEach(() => terminal.close())

  const speak = (...flags: string[]): Promise<Spoken> =>
    terminal.json<Spoken>('corpus', 'speak', 'voices', ...flags)
  const items = async () => {
    const sources = await terminal.store.sources.list('main', 'voices', '', 100)
    const lists = sources.map(({ id }) => terminal.store.items.ofSource('main', id))
    return (await Promise.all(lists)).flat()
  }

  test('makes a corpus of recordings that can be asked, of words of our own list', async () => {
    const spoken = await speak('--language', 'fr', '--recordings', '30')
    assert.deepEqual([spoken.added, spoken.recordings, spoken.can_ask], [30, 30, true])
    const corpus = await terminal.store.corpora.findOf('main', 'voices')
    assert.deepEqual([corpus?.kind, corpus?.language, corpus?.script], ['listening', 'fr', 'Latn'])
    for (const { label, mediaId, status } of await items()) {
      assert.match(label ?? '', /^\p{L}+ \p{L}+$/u)
      assert.equal(status, 'known')
      const cast = readCast((await terminal.store.pictures.get(mediaId ?? '')) ?? new Uint8Array())
      assert.deepEqual([cast.asked.length, cast.others.length], [2, 5])
    }
  })

  test('goes on where it was, until there are as many as are wanted', async () => {
    await speak('--language', 'fr', '--recordings', '12')
    const more = await speak('--language', 'fr', '--recordings', '20')
    assert.deepEqual([more.added, more.recordings], [8, 20])
    const none = await speak('--language', 'fr', '--recordings', '20')
    assert.deepEqual([none.added, none.recordings], [0, 20])
    assert.equal((await items()).length, 20)
  })

  test('says what is missing: an engine, a list, a language, a number', async () => {
    const refusal = (...flags: string[]) => terminal.refusal('corpus', 'speak', 'voices', ...flags)
    assert.match(await refusal('--language', 'de'), /Nothing on this machine speaks “de”/)
    assert.match(await refusal('--language', 'sv'), /“sv” has fewer than 40 words to speak/)
    assert.match(await refusal('--language', 'no tag'), /must be a BCP 47 tag/)
    assert.match(await refusal('--language', 'fr', '--recordings', '2001'), /from 1 to 2000/)
    assert.match(await refusal('--language', 'fr', '--words-of', 'none'), /no corpus “none”/)
    assert.match(
      await terminal.refusal('corpus', 'speak', 'demo-voices-fr', '--language', 'fr'),
      /reserved for the demonstration/,
    )
    assert.equal((await terminal.store.corpora.list('main')).length, 0)
  })
})
