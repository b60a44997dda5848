import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { after, before, describe, test } from 'node:test'
import { openBuild } from '../src/http/published-files.ts'
import { openWords } from '../src/http/words.ts'
import type { OcapiReleases } from '../src/wire/ocapi.ts'
import type { ScriptReleases } from '../src/wire/script.ts'
import type { WordsFile } from '../src/wire/words.ts'
import { openService, type ServiceFixture } from './setup/service.ts'

const root = join(import.meta.dirname, '..')
const built = ['build.ts', 'build', 'package.json', 'releases']
const sources = ['src/widget', 'src/wire', 'src/model', 'src/store/files']

/** Every file that the language touches. */
const touched = ['src/widget/words/it.json']

describe('a language that is one new file', () => {
  let folder: string
  let service: ServiceFixture
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    for (const path of [...built, ...sources])
      cpSync(join(root, path), join(folder, path), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const italian = {
      name: 'Italiano',
      direction: 'ltr',
      checkbox: { label: 'Sono umano' },
      challenge: { close: 'Chiudi' },
      demo: { send: 'Firma il libro' },
    }
    for (const file of touched) writeFileSync(join(folder, file), JSON.stringify(italian))
    const { status, stderr } = spawnSync(process.execPath, ['build.ts'], { cwd: folder })
    assert.equal(status, 0, String(stderr))
    const dist = pathToFileURL(join(folder, 'dist/'))
    service = await openService({ words: await openWords(openBuild(dist)) })
  })
  after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  test('touches one file', () => assert.equal(touched.length, 1))

  test('changes no script, so that every integrity value in a page stays valid', () => {
    const read = (at: string, list: string): object =>
      JSON.parse(readFileSync(join(at, 'dist', list), 'utf8')) as OcapiReleases | ScriptReleases
    for (const list of ['ocapi/releases.json', '1/releases.json'])
      assert.deepEqual(read(folder, list), read(root, list))
  })

  test('is used by the widget for visitors who want it, with English where a sentence is missing', async () => {
    const { headers } = await service.app.inject('/words?languages=it-CH,de')
    const reply = await service.app.inject(String(headers.location))
    const { tag, checkbox, challenge } = reply.json<WordsFile>()
    assert.equal(tag, 'it')
    assert.equal(checkbox['label'], 'Sono umano')
    assert.deepEqual([challenge['close'], challenge['loading']], ['Chiudi', 'Loading a challenge…'])
  })

  test('is used by the demonstration, which links to it', async () => {
    const page = (await service.app.inject('/demo?lang=it')).body
    assert.match(page, /<html lang="it" dir="ltr">/)
    assert.match(page, />Firma il libro</)
    assert.match((await service.app.inject('/demo?lang=en')).body, /hreflang="it">Italiano</)
  })
})
