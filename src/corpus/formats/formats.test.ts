import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fakeContext, fakePicture, importInto, skippedLines } from '../../../test/setup/import.ts'
import type { ImportFormat } from './read/format.ts'
import { importFormats } from './read/formats.ts'
import { gatherPage } from './read/truth.ts'
import { exportFormats } from './write/formats.ts'

/** A format nobody has: `#regions PICTURE` and then a line for each word. */
const planted: ImportFormat = {
  name: 'Planted',
  countsPixels: true,
  detect: (file) => {
    const text = file.text()
    const [, name = ''] =
      /^#regions (\S+)\n/.exec(text && !('fault' in text) ? text.toString() : '') ?? []
    return name === '' ? null : { is: 'truth', format: 'Planted', pictureNames: [name] }
  },
  read: (bytes) => {
    const gathering = gatherPage()
    const lines = Buffer.from(bytes).toString().trim().split('\n').slice(1)
    for (const [n, line] of lines.entries()) {
      const [x = 0, y = 0, width = 0, height = 0] = line.split(' ').map(Number)
      const [text = ''] = line.split(' ').slice(4)
      const box = { x, y, width, height }
      const rank = [n]
      const region = { level: 'word', id: `w${n}`, polygon: null, confidence: null } as const
      gathering.add({ ...region, box, rank, text, isHyphenated: false })
    }
    const size = { widthUnits: 1_000, heightUnits: 500, pictureNumber: null }
    return {
      format: 'Planted',
      pictureNames: [],
      pages: [{ ...size, ...gathering.finish() }],
    }
  },
}

describe('a further import format', () => {
  const files = {
    'a.regions': '#regions 1.png\n10 10 200 50 Monat\n300 10 200 50 Jahr\n',
    '1.png': fakePicture(1_000, 500),
  }

  test('is one object in the list of formats: its files are read, paired, kept and imported', async (t) => {
    const context = fakeContext(t)
    const formats = [...importFormats, planted]
    const report = await importInto({ ...context, formats }, files)
    assert.deepEqual(skippedLines(report), [])
    const items = await context.listItems()
    assert.deepEqual(
      items.map(({ regionName, status, label }) => [regionName, status, label]),
      [
        ['a.regions#w0', 'known', 'Monat'],
        ['a.regions#w1', 'known', 'Jahr'],
      ],
    )
    const [document] = await context.documents.list('main', 'letters', '', 9)
    assert.equal(document?.format, 'Planted')
  })

  test('is a file like any other where it is not in the list', async (t) => {
    const context = fakeContext(t)
    await importInto(context, files)
    assert.ok((await context.listItems()).every(({ status }) => status === 'unknown'))
    assert.deepEqual(await context.documents.list('main', 'letters', '', 9), [])
  })
})

const root = fileURLToPath(new URL('../', import.meta.url))
const declared = /export const (\w+): (?:Import|Export)Format = \{/g

function filesNaming(name: string, files: ReadonlyMap<string, string>): string[] {
  const used = new RegExp(`\\b${name}\\b`)
  return [...files].flatMap(([path, text]) => {
    const imports = text.match(/^import \{[^}]*\}/gm) ?? []
    return imports.some((line) => used.test(line)) || text.includes(`const ${name}: `) ? [path] : []
  })
}

describe('each format', () => {
  const files = new Map(
    globSync('**/*.ts', { cwd: root })
      .filter((path) => !path.endsWith('.test.ts'))
      .map((path) => [path, readFileSync(`${root}${path}`, 'utf8')]),
  )

  test('touches two files: its own and the table', () => {
    const names = [...files.values()].flatMap((text) =>
      [...text.matchAll(declared)].map(([, name = '']) => name),
    )
    assert.equal(names.length, importFormats.length + exportFormats.length)
    for (const name of names) {
      const [, ...others] = filesNaming(name, files).toSorted((a, b) =>
        a.endsWith('/formats.ts') ? 1 : b.endsWith('/formats.ts') ? -1 : 0,
      )
      assert.equal(others.length, 1, name)
      assert.match(others[0] ?? '', /\/formats\.ts$/)
    }
    const third = new Map([...files, ['import/x.ts', "import { alto } from '../read/alto.ts'"]])
    assert.equal(filesNaming('alto', third).length, 3)
  })

  test('has a name of its own', () => {
    for (const formats of [importFormats, exportFormats]) {
      const names = formats.map(({ name }) => name)
      assert.equal(new Set(names).size, names.length)
    }
  })
})
