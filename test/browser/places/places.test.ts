import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { bundle } from '../../../build.ts'
import { bundleWords } from '../../../build/words.ts'
import type { WordsFile } from '../../../src/wire/words.ts'
import { launchBrowser } from '../shared-browser.ts'

const narrow = { width: 320, height: 600 }
const built = await bundleWords()

let browser: Browser
let page: Page
before(async () => {
  browser = await launchBrowser('chromium')
  page = await browser.newPage({ viewport: narrow })
  await page.setContent('<!doctype html><meta name=viewport content="width=device-width">')
  const script = await bundle('test/browser/places/entry.ts', {}, 'es2022')
  await page.addScriptTag({ content: String(Buffer.from(script)) })
})
after(() => browser.close())

function findTooLong(words: WordsFile): Promise<string[]> {
  return page.evaluate<string[]>(`findTooLong(${JSON.stringify(words)})`)
}

function read(bytes: Buffer): WordsFile {
  return JSON.parse(String(bytes)) as WordsFile
}

// Letters that no font of the machine has are drawn as boxes, which measure nothing.
function hasFont({ checkbox }: WordsFile): boolean {
  const [letter = ''] = /\p{L}/u.exec(checkbox['label'] ?? '') ?? []
  const charset = (letter.codePointAt(0) ?? 0).toString(16)
  return spawnSync('fc-list', [`:charset=${charset}`]).stdout?.length > 0
}

for (const { language, bytes } of built)
  test(`the sentences of the checkbox and the buttons fit their places in ${language.tag}, at 320 px`, async (t) => {
    const words = read(bytes)
    if (hasFont(words)) assert.deepEqual(await findTooLong(words), [])
    else t.skip('no font has its letters')
  })

test('sentences that are too long for their places are found', async () => {
  const english = built.find(({ language }) => language.tag === 'en')
  assert.ok(english)
  const { checkbox, challenge, ...words } = read(english.bytes)
  const long =
    'A sentence with too many letters for the place where it has to stand, whatever it says.'
  const find = (changed: Partial<WordsFile>): Promise<string[]> =>
    findTooLong({ ...words, checkbox, challenge, ...changed })
  assert.deepEqual(await find({ checkbox: { ...checkbox, failed: `${long} ${long}` } }), [
    'checkbox.failed: small is cut off (normal)',
    'checkbox.failed: small is cut off (low)',
  ])
  assert.match((await find({ checkbox: { ...checkbox, label: long } })).join(), /checkbox.label: /)
  assert.match(
    (await find({ challenge: { ...challenge, another: long } })).join(),
    /takes more than 2 lines/,
  )
})
