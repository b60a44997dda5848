import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import sharp from 'sharp'
import type { Folder } from '../model/folder.ts'
import { makeDemoPages } from './pages.ts'

let folder: Folder

before(async () => {
  folder = await makeDemoPages(1)
})

async function readText(path: string): Promise<string> {
  return (await folder.read(path)).toString()
}

async function xmlPaths(): Promise<string[]> {
  return (await folder.list()).map(({ path }) => path).filter((path) => path.endsWith('.xml'))
}

const wordShape =
  /<Word id="[^"]+"><Coords points="(\d+),(\d+) \d+,\d+ (\d+),(\d+) [^"]*"\/>(?:<TextEquiv><Unicode>([^<]+)<\/Unicode><\/TextEquiv>)?<\/Word>/g

describe('the demonstration pages', () => {
  test('lie in a folder that tells the size of every file', async () => {
    const files = await folder.list()
    assert.equal(files.length, 12)
    for (const { path, sizeBytes } of files) {
      assert.equal((await folder.read(path)).length, sizeBytes)
    }
    await assert.rejects(folder.read('page-0.jpg'), /page-0\.jpg/)
  })

  test('have as many words that are read as words that wait for a reader', async () => {
    let [known, unknown] = [0, 0]
    for (const path of await xmlPaths()) {
      for (const [, , , , , text] of (await readText(path)).matchAll(wordShape)) {
        if (text) known++
        else unknown++
      }
    }
    assert.equal(known + unknown, 4 * 60 + 6)
    assert.ok(known > 95 && unknown > 95, `${known} known, ${unknown} unknown`)
  })

  test('have lines whose words make up their text, or lines without any text', async () => {
    for (const path of await xmlPaths()) {
      const lines = (await readText(path)).split('<TextLine').slice(1)
      assert.ok(lines.length > 8)
      for (const line of lines) {
        const [words = '', rest = ''] = line.split(/<\/Word>\n {8}(?=<TextEquiv>)/)
        const texts = [...`${words}</Word>`.matchAll(wordShape)].map((match) => match[5])
        const text = /<Unicode>([^<]+)/.exec(rest)?.[1]
        const isRead = texts.some(Boolean)
        assert.equal(text, isRead ? texts.join(' ') : undefined)
      }
    }
  })

  test('have their words where the files say, dark on light and inside the page', async () => {
    for (const path of await xmlPaths()) {
      const image = sharp(await folder.read(path.replace('.xml', '.jpg')))
      const { width, height } = await image.metadata()
      for (const match of (await readText(path)).matchAll(wordShape)) {
        const [left = 0, top = 0, right = 0, bottom = 0] = match.slice(1, 5).map(Number)
        assert.ok(left >= 0 && top >= 0 && right < width && bottom < height)
      }
      const [match] = (await readText(path)).matchAll(wordShape)
      const [left = 0, top = 0, right = 0, bottom = 0] = (match ?? []).slice(1, 5).map(Number)
      const area = { left, top, width: right - left, height: bottom - top }
      const { channels } = await sharp(await image.extract(area).png().toBuffer()).stats()
      assert.ok((channels[0]?.min ?? 255) < 110 && (channels[0]?.max ?? 0) > 200)
    }
  })
})
