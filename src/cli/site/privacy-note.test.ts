import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

type Facts = { sitekey: string; privacy_text: string; privacy_url: string }

let terminal: FakeTerminal
beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

const noteOf = ({ privacy_text: text, privacy_url: url }: Facts): string[] => [text, url]
const notice = 'https://www.example.org/privacy?of=forms'

describe('what a site says about privacy', () => {
  test('is given with its text and address, on one line and in ASCII, changed and cleared', async () => {
    const words = [
      '--privacy-text',
      ' Nothing\n is sold. ',
      '--privacy-url',
      'https://müller.example',
    ]
    const added = await terminal.json<Facts>('site', 'add', 'Room', ...words)
    assert.deepEqual(noteOf(added), ['Nothing is sold.', 'https://xn--mller-kva.example/'])
    const { sitekey } = added
    const changed = await terminal.json<Facts>('site', 'set', sitekey, '--privacy-url', notice)
    assert.deepEqual(noteOf(changed), ['Nothing is sold.', notice])
    const empty = ['--privacy-text', '', '--privacy-url', '']
    assert.deepEqual(noteOf(await terminal.json<Facts>('site', 'set', sitekey, ...empty)), ['', ''])
  })

  test('is refused if it is too long, or its address is not one of https', async () => {
    const refusal = (flag: string, text: string) =>
      terminal.refusal('site', 'add', 'Room', flag, text)
    assert.match(await refusal('--privacy-text', 'x'.repeat(1001)), /at most 1000 characters/)
    for (const address of [
      'http://www.example.org/privacy',
      'www.example.org',
      'javascript:alert(1)',
      'https:///path',
      'https://user:password@example.org/',
      `https://example.org/${'x'.repeat(500)}`,
    ])
      assert.match(await refusal('--privacy-url', address), /not the address of a privacy notice/)
    assert.deepEqual(await terminal.store.sites.list('main'), [])
  })

  test('comes from a file of sites', async () => {
    const path = join(terminal.dataDir, 'sites.csv')
    writeFileSync(path, `name,privacy_text,privacy_url\nRoom,"Nothing, really.",${notice}`)
    const [site] = await terminal.json<Facts[]>('site', 'import', path)
    assert.deepEqual(site && noteOf(site), ['Nothing, really.', notice])
  })
})
