import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadCommands } from '../src/cli/commands.ts'
import { settings } from '../src/config.ts'
import { variableOf } from '../src/read-config.ts'
import { skipReasons } from '../src/corpus/import/skips.ts'
import { columnNames } from '../src/corpus/formats/read/table.ts'
import { addresses } from '../src/http/app.ts'
import { publicErrors } from '../src/model/errors.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
function missingIn(text: string, rows: readonly string[]): string[] {
  return rows.filter((row) => !text.replace(/ +/g, ' ').includes(row))
}

function shownDefault(value: string | number | boolean): string {
  return value === '' ? '(none)' : `\`${String(value)}\``
}

const rows = {
  settings: Object.values(settings).map(
    (setting) =>
      `| \`--${setting.flag}\` | \`${variableOf(setting)}\` | ${shownDefault(setting.default)} | ${setting.meaning} |`,
  ),
  errors: Object.entries(publicErrors).map(
    ([code, { status, sentence }]) => `| \`${code}\` | ${status} | ${sentence} |`,
  ),
  addresses: Object.keys(addresses).map((address) => `\`${address}\``),
  commands: Object.values(await loadCommands()).map(({ usage }) => `\`incipit ${usage}\``),
  skips: Object.values(skipReasons),
  columns: Object.values(columnNames).map((names) => names.map((name) => `\`${name}\``).join(', ')),
}

describe('the documentation', () => {
  test('describes every setting correctly', () => {
    assert.deepEqual(missingIn(read('docs/operator/settings.md'), rows.settings), [])
  })
  test('describes every error correctly', () => {
    assert.deepEqual(missingIn(read('docs/operator/errors.md'), rows.errors), [])
  })
  test('describes every address', () => {
    assert.deepEqual(missingIn(read('docs/operator/api.md'), rows.addresses), [])
  })
  test('describes every command', () => {
    assert.deepEqual(missingIn(read('docs/operator/commands.md'), rows.commands), [])
  })
  test('describes every reason why something is not imported', () => {
    assert.deepEqual(missingIn(read('docs/archivist/import.md'), rows.skips), [])
  })
  test('describes every column heading of a table that the import knows', () => {
    assert.deepEqual(missingIn(read('docs/archivist/import.md'), rows.columns), [])
  })
  test('is found incomplete when a row is missing', () => {
    for (const [name, all] of Object.entries(rows)) {
      assert.ok(all.length > 0, name)
      assert.equal(missingIn(all.slice(1).join('\n'), all.slice(0, 1)).length, 1, name)
    }
  })

  // Two decisions that were made at the same time got the same number, and a link meant either.
  test('gives each decision a number of its own, in its name and in its title', () => {
    const files = globSync('docs/decisions/*.md', { cwd: root }).toSorted()
    const numbers = files.map((file) => Number(/(\d+)-/.exec(file)?.[1]))
    assert.equal(new Set(numbers).size, files.length)
    for (const [n, file] of files.entries())
      assert.ok(read(file).startsWith(`# ${numbers[n]}. `), file)
  })

  test('links only to files that exist', () => {
    const files = [
      ...globSync('*.md', { cwd: root }),
      ...globSync('{docs,examples}/**/*.md', { cwd: root }),
    ]
    const broken: string[] = []
    let links = 0
    for (const file of files) {
      for (const [, target = ''] of read(file).matchAll(/\]\(([^)#:]+?)(?:#[^)]*)?\)/g)) {
        links += 1
        if (globSync(join(dirname(file), target), { cwd: root }).length === 0)
          broken.push(`${file} → ${target}`)
      }
    }
    assert.ok(links > 5)
    assert.deepEqual(broken, [])
  })

  // A link to a heading that had been renamed led to the top of its page.
  test('links only to headings that exist', () => {
    const files = globSync('{*.md,docs/**/*.md,examples/**/*.md}', { cwd: root })
    const links = files.flatMap((file) =>
      [...read(file).matchAll(/\]\(([^):#]*)#([^)]+)\)/g)].map(([, page = '', anchor = '']) => {
        return { file, target: page === '' ? file : join(dirname(file), page), anchor }
      }),
    )
    const broken = links.filter(({ target, anchor }) => !anchorsOf(read(target)).has(anchor))
    assert.ok(links.length > 5)
    assert.deepEqual(broken, [])
    assert.ok(!anchorsOf('## Reports from visitors').has('what-visitors-report'))
  })

  test('names every page in its index', () => {
    const pages = globSync('docs/*/*.md', { cwd: root }).filter(
      (page) => !page.includes('decisions'),
    )
    assert.ok(pages.length > 10)
    assert.deepEqual(missingIn(read('docs/README.md'), pages.map(linkTo)), [])
    assert.equal(missingIn(read('docs/README.md'), [linkTo('docs/site/forgotten.md')]).length, 1)
  })
})

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => text)
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

function linkTo(page: string): string {
  return `](${page.slice('docs/'.length)})`
}
