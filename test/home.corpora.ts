import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { boxOf } from '../src/model/region.ts'
import { importFolder } from '../src/corpus/import/folder.ts'
import { escapeXml } from '../src/corpus/formats/write/splice.ts'
import { exportFormats } from '../src/corpus/formats/write/formats.ts'
import { exportCorpus, type ExportReport } from '../src/corpus/formats/write/export.ts'
import { settleCorpus } from '../src/labels/settle-corpus.ts'
import type { Folder } from '../src/model/folder.ts'
import type { Item } from '../src/model/item.ts'
import { openPage } from '../src/picture/open.ts'
import { openSound } from '../src/sound/open.ts'
import { openFolderOnDisk } from '../src/store/files/folder-disk.ts'
import { openStore } from '../src/store/sqlite/open-store.ts'
import { openOutFolder } from '../src/store/files/out-folder-disk.ts'
import { mistype, openDice, openVisitors } from './setup/answers.ts'
import { lintXml, schemaOf } from './setup/xmllint.ts'
import { kinds } from '../src/kinds/kinds.ts'

const pages = fileURLToPath(new URL('../../shared/corpora/real-pages/', import.meta.url))
assert.ok(existsSync(pages), 'This suite reads ../shared/corpora beside the checkout.')

const place = mkdtempSync(join(tmpdir(), 'incipit-home-'))
const store = openStore({ dataDir: join(place, 'data'), clock: Date.now, random: randomBytes })
const { answerItem } = openVisitors(store.answers)
const context = { ...store, clock: Date.now, random: randomBytes, kinds }
after(async () => {
  await store.close()
  rmSync(place, { recursive: true })
})

/** A folder with some of the files, whose XML is changed. */
async function openChanged(
  path: string,
  change: (xml: string, path: string) => string | null,
): Promise<Folder> {
  const folder = await openFolderOnDisk(path)
  assert.ok(!('refused' in folder))
  const changed = new Map<string, Buffer>()
  for (const file of await folder.list()) {
    if (!file.path.endsWith('.xml')) continue
    const xml = change((await folder.read(file.path)).toString('utf8'), file.path)
    if (xml !== null) changed.set(file.path, Buffer.from(xml))
  }
  return {
    name: folder.name,
    list: async () =>
      (await folder.list())
        .filter((file) => !file.path.endsWith('.xml') || changed.has(file.path))
        .map((file) => ({ ...file, sizeBytes: changed.get(file.path)?.length ?? file.sizeBytes })),
    read: async (file) => changed.get(file) ?? (await folder.read(file)),
  }
}

async function importAs(corpus: string, folder: Folder): Promise<Item[]> {
  const rights = { licence: 'CC-BY-4.0', credit: 'Test', creditUrl: null, allowRestricted: false }
  const options = {
    folder,
    organisation: 'main',
    corpus,
    language: null,
    as: 'auto',
    dryRun: false,
    ...rights,
  } as const
  // Nobody sees the pictures here, so none is cut.
  const openUncut: typeof openPage = async (bytes) => {
    const page = await openPage(bytes)
    if ('fault' in page) return page
    return { ...page, cut: async () => randomBytes(8), ink: async () => null }
  }
  const report = await importFolder(options, { ...context, openPage: openUncut, openSound })
  assert.ok(!('refused' in report))
  const items: Item[] = []
  for (const source of await store.sources.list('main', corpus, '', 1_000))
    items.push(...(await store.items.ofSource('main', source.id)))
  return items.filter(({ lineId }) => lineId === null)
}

/** Damages every text in the same way, so that words still make up their lines. */
function misread(text: string): string {
  return text.replaceAll('e', 'c').replaceAll('n', 'u').replaceAll('ſ', 'f')
}

function damage(xml: string): string {
  return xml
    .replace(/ (WC|conf)="[^"]*"/g, '')
    .replace(
      /(<String\b[^>]*?) CONTENT="([^"]*)"/g,
      (_, tag: string, text: string) => `${tag} CONTENT="${misread(text)}" WC="0.60"`,
    )
    .replace(/<((?:pc:)?)TextEquiv\b/g, '<$1TextEquiv conf="0.60"')
    .replace(/(<(?:pc:)?Unicode>)([^<]*)/g, (_, tag: string, text: string) => tag + misread(text))
}

/** Removes every second text. */
function forget(xml: string): string {
  let texts = 0
  const isGone = (): boolean => (texts += 1) % 2 === 0
  return xml
    .replace(/ CONTENT="[^"]*"/g, (whole) => (isGone() ? ' CONTENT=""' : whole))
    .replace(/(<Unicode>)[^<]*/g, (whole, tag: string) => (isGone() ? tag : whole))
}

function placeOf({ level, regionName, region }: Item): string {
  return `${level} ${regionName} ${JSON.stringify(region)}`
}

/** Edits per letter of the truth. */
function errorOf(items: readonly Item[], truth: ReadonlyMap<string, string>): number {
  let edits = 0
  let letters = 0
  for (const item of items) {
    const wanted = truth.get(item.regionName)
    if (wanted === undefined) continue
    edits += countEdits(item.label ?? '', wanted)
    letters += wanted.length
  }
  return edits / letters
}

function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

async function exportAs(
  name: string,
  formatName: 'alto' | 'page',
): Promise<[ExportReport, string]> {
  const path = join(
    place,
    `${createHash('sha256').update(name).digest('hex').slice(0, 8)}-${formatName}`,
  )
  const corpus = await store.corpora.find(name)
  const out = await openOutFolder(path)
  assert.ok(corpus && !('refused' in out))
  const format = exportFormats.find((one) => one.name === formatName)
  assert.ok(format)
  const options = { corpus, format, which: 'gold', out, version: '9.8.7', baseUrl: null } as const
  const report = await exportCorpus(options, context)
  assert.ok(!('refused' in report), JSON.stringify(report))
  return [report, path]
}

type Case = {
  name: string
  folder: string
  only: RegExp
  format: 'page' | 'alto'
  worsen: typeof forget
}

const cases: readonly Case[] = [
  {
    name: 'ALTO of eScriptorium',
    folder: 'lectaurep-bronod-1743',
    only: /^alto/,
    format: 'alto',
    worsen: forget,
  },
  {
    name: 'PAGE of eScriptorium',
    folder: 'lectaurep-bronod-1743',
    only: /^page/,
    format: 'page',
    worsen: forget,
  },
  {
    name: 'ALTO of OCR-D',
    folder: 'ocrd-kant-1784',
    only: /^OCR-D-GT-ALTO|mets/,
    format: 'alto',
    worsen: damage,
  },
  {
    name: 'PAGE of OCR-D with words',
    folder: 'ocrd-kant-1784',
    only: /^OCR-D-GT-PAGE|mets/,
    format: 'page',
    worsen: damage,
  },
  {
    name: 'PAGE of OCR-D with regions',
    folder: 'ocrd-gt-structure-text',
    only: /./,
    format: 'page',
    worsen: damage,
  },
  {
    name: 'ALTO of prints',
    folder: 'nubis-print-1602-1886',
    only: /^alto/,
    format: 'alto',
    worsen: forget,
  },
]

describe('real files that are exported', () => {
  for (const { name, folder, only, format, worsen } of cases)
    test(`${name} come back valid, with the same items and better texts`, async (t) => {
      const path = join(pages, folder)
      const keep = (change: (xml: string) => string) => (xml: string, file: string) =>
        only.test(file) ? (/mets:mets|<mets/.test(xml) ? xml : change(xml)) : null
      const truthItems = await importAs(
        `${name}: truth`,
        await openChanged(
          path,
          keep((xml) => xml),
        ),
      )
      const truth = new Map(
        truthItems.flatMap(({ regionName, label }) =>
          label === null ? [] : [[regionName, label]],
        ),
      )
      const worse = await importAs(name, await openChanged(path, keep(worsen)))
      const dice = openDice(7)
      for (const item of worse) {
        const wanted = truth.get(item.regionName)
        if (wanted === undefined || item.status === 'known') continue
        const said = Array.from({ length: 4 }, () =>
          dice() < 0.1 ? mistype(wanted, dice) : wanted,
        )
        await answerItem(
          item,
          said.map((given) => ({ given })),
        )
      }
      const corpus = await store.corpora.find(name)
      assert.ok(corpus)
      await settleCorpus(corpus, context)
      const [report, out] = await exportAs(name, format)
      assert.equal(report.missedCount, 0, JSON.stringify(report.missed.slice(0, 3)))
      const counts = await store.readings.count('main', name)
      assert.equal(report.readings.accepted, counts.accepted)

      const files = globSync('**/*.xml', { cwd: out })
      assert.equal(files.length, report.files - 1)
      let invalid = 0
      for (const file of files) {
        const xml = readFileSync(join(out, file))
        const before = worsen(readFileSync(join(path, file), 'utf8'))
        const wasValid = lintXml(before, schemaOf(before)) === ''
        if (wasValid) assert.equal(lintXml(xml, schemaOf(xml.toString())), '', file)
        else invalid += 1
      }
      const again = await openChanged(path, (xml, file) =>
        only.test(file)
          ? existsSync(join(out, file))
            ? readFileSync(join(out, file), 'utf8')
            : xml
          : null,
      )
      const better = await importAs(`${name}: again`, again)
      assert.deepEqual(better.map(placeOf).toSorted(), worse.map(placeOf).toSorted())
      const [errorBefore, errorAfter] = [errorOf(worse, truth), errorOf(better, truth)]
      assert.equal(invalid, 0)
      t.diagnostic(
        `${files.length} files, ${worse.length} items, ${counts.accepted} accepted, character error ${(100 * errorBefore).toFixed(2)} % before, ${(100 * errorAfter).toFixed(2)} % after`,
      )
      assert.ok(errorAfter < errorBefore / 4)
    })

  test('come back valid and with the readings in both files of a page, ALTO and PAGE', async () => {
    const path = join(pages, 'lectaurep-bronod-1743')
    const one = /0001\.(xml|jpg)$/
    const known = await importAs(
      'both: truth',
      await openChanged(path, (xml, file) => (one.test(file) ? xml : null)),
    )
    const truth = new Map(
      known.map(({ region, label }) => [JSON.stringify(boxOf(region)), label ?? '']),
    )
    const items = await importAs(
      'both',
      await openChanged(path, (xml, file) => (one.test(file) ? forget(xml) : null)),
    )
    const unread = items.filter(({ status }) => status === 'unknown')
    assert.ok(unread.length > 2)
    for (const item of unread) {
      const given = truth.get(JSON.stringify(boxOf(item.region))) ?? ''
      await answerItem(
        item,
        [1, 2, 3].map(() => ({ given })),
      )
    }
    const corpus = await store.corpora.find('both')
    assert.ok(corpus)
    await settleCorpus(corpus, context)
    const accepted: number[] = []
    for (const format of ['alto', 'page'] as const) {
      const [report, out] = await exportAs('both', format)
      accepted.push(report.readings.accepted)
      const xml = readFileSync(join(out, format, '0001.xml'), 'utf8')
      assert.equal(lintXml(xml, schemaOf(xml)), '')
      for (const item of unread) {
        const text = truth.get(JSON.stringify(boxOf(item.region))) ?? ''
        const reading = await store.readings.find('main', item.id)
        if (reading) assert.ok(xml.includes(escapeXml(text)), `${format}: ${text}`)
      }
    }
    assert.equal(
      accepted.reduce((a, b) => a + b),
      (await store.readings.count('main', 'both')).accepted,
    )
  })
})
