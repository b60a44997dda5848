import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openService, smallBuild, type ServiceFixture } from '../../../test/setup/service.ts'
import { openScriptsOnDisk } from '../../store/files/scripts-disk.ts'
import type { WordsFile } from '../../wire/words.ts'
import { openWords } from '../words.ts'

describe('the words for browsers', () => {
  let folder: string
  let service: ServiceFixture
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    const words = await openWords({ ...smallBuild, kept: openScriptsOnDisk(folder) })
    service = await openService({ words })
  })
  after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  const findAddress = async (url: string, headers = {}): Promise<string> => {
    const reply = await service.app.inject({ url, headers })
    assert.equal(reply.statusCode, 302)
    assert.equal(reply.headers['cache-control'], 'public, max-age=600')
    assert.equal(reply.headers['access-control-allow-origin'], '*')
    return String(reply.headers.location)
  }

  test('are found by the languages a script asks for, else by those of the browser', async () => {
    const accepted = { 'accept-language': 'es-MX, en;q=0.5' }
    for (const [url, headers, tag] of [
      ['/words?languages=fr-CA,en', accepted, 'fr'],
      ['/words?languages=ar_EG', accepted, 'ar'],
      ['/words?languages=,xx', accepted, 'en'],
      ['/words', accepted, 'es'],
      ['/words', {}, 'en'],
    ] as const)
      assert.match(await findAddress(url, headers), new RegExp(`^words/[0-9a-f]{16}/${tag}.json$`))
  })

  // A proxy may serve the service under a path, which the service does not know.
  test('are found from where they are asked for, under any path', async () => {
    for (const url of ['/words?languages=fr', '/words/?languages=fr']) {
      const found = new URL(await findAddress(url), `https://example.org/captcha${url}`)
      assert.match(found.pathname, new RegExp('^/captcha/words/[0-9a-f]{16}/fr.json$'))
    }
  })

  test('stand at an address that holds their hash, for good, open to every origin', async () => {
    const url = await findAddress('/words?languages=ar')
    const reply = await service.app.inject({ url, headers: { origin: 'https://a.example' } })
    assert.equal(reply.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(reply.headers['access-control-allow-origin'], '*')
    assert.equal(reply.headers['content-type'], 'application/json; charset=utf-8')
    const words = reply.json<WordsFile>()
    assert.deepEqual([words.tag, words.direction], ['ar', 'rtl'])
    assert.deepEqual(Object.keys(words), ['tag', 'direction', 'plurals', 'challenge', 'checkbox'])
  })

  test('are still there for a page that found them before an upgrade', async () => {
    const url = await findAddress('/words?languages=fr')
    const english = await openWords({
      kept: openScriptsOnDisk(folder),
      read: async (path) => {
        const bytes = await smallBuild.read(path)
        if (!path.endsWith('languages.json')) return bytes
        const list = JSON.parse(String(bytes)) as { tag: string }[]
        return Buffer.from(JSON.stringify(list.filter(({ tag }) => tag === 'en')))
      },
    })
    const upgraded = await openService({ words: english })
    try {
      const reply = await upgraded.app.inject(url)
      assert.equal(reply.json<WordsFile>().tag, 'fr')
      const other = await upgraded.app.inject('/words?languages=fr')
      assert.match(String(other.headers.location), /\/en\.json$/)
    } finally {
      await upgraded.close()
    }
  })

  test('are not what any other address names, and a list without end is refused', async () => {
    for (const url of ['/words/0000000000000000/fr.json', '/words/x/fr.js'])
      assert.equal((await service.app.inject(url)).statusCode, 404, url)
    const url = `/words?languages=${'a'.repeat(1001)}`
    assert.equal((await service.app.inject(url)).statusCode, 400)
  })
})
