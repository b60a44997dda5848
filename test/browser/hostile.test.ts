import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { replenishCorpus } from '../../src/challenge/can-ask.ts'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import { importFolder } from '../../src/corpus/import/folder.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import type { KindName } from '../../src/model/item.ts'
import { openPage } from '../../src/picture/open.ts'
import { openSound } from '../../src/sound/open.ts'
import { csvRow } from '../../src/text/write-csv.ts'
import { goodOrder, fakeFolder } from '../setup/import.ts'
import { findStablePayload, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { launchBrowser } from './shared-browser.ts'
import { startPartner, type Partner } from './partner.ts'

const PATIENCE_MS = 60_000
const picturesOfClass = 12
const credit = `"><script>owned=1</script>'-owned=1-'<svg onload=owned=1>\u202e`
const classes = ['<img src=x onerror="owned=1">', '"\'></p><script>owned=1</script>\u202e\u2066']

function drawPicture(n: number): Promise<Buffer> {
  return sharp({
    create: { width: 300, height: 120, channels: 3, background: { r: n, g: n * 7, b: 99 } },
  })
    .png()
    .toBuffer()
}

/** Imports pictures with hostile texts, as an archive's pictures are imported. */
async function importHostile({ store }: ServiceFixture, kind: KindName): Promise<void> {
  const files: Record<string, string | Buffer> = {}
  const rows: string[] = []
  for (let n = 0; n < picturesOfClass * classes.length; n += 1) {
    const word = classes[n % classes.length] ?? ''
    files[`${n}.png`] = await drawPicture(n)
    const shown = n % 5 === 0 ? '' : kind === 'classification' ? word : `mot\u202e ${n}`
    rows.push(csvRow([`${n}.png`, shown]))
  }
  const heading = csvRow(['image', kind === 'classification' ? 'label' : 'text'])
  files['table.csv'] = heading + rows.join('')
  const order = { ...goodOrder, folder: fakeFolder(files), corpus: `hostile-${kind}`, credit }
  const report = await importFolder(order, {
    ...store,
    openPage,
    openSound,
    clock: Date.now,
    kinds,
  })
  assert.ok(!('refused' in report) && report.added === rows.length, JSON.stringify(report))
  const imported = await store.corpora.find(order.corpus)
  assert.ok(imported)
  const world = { clock: Date.now, random: randomBytes, kinds }
  await replenishCorpus({ ...store, ...world }, imported)
}

describe('hostile texts of pictures', () => {
  let service: ServiceFixture
  let browser: Browser
  let partner: Partner
  let tag: string

  before(async () => {
    service = await openService({ ...(await openBuilt()) })
    const url = await service.app.listen({ port: 0, host: '127.0.0.1' })
    const { path } = await findStablePayload(service)
    tag = `<script src="${url}${path}" crossorigin="anonymous"></script>`
    browser = await launchBrowser()
    partner = await startPartner()
  })
  after(async () => {
    await browser.close()
    await partner.stop()
    await service.close()
  })

  const visit = async (kind: KindName): Promise<{ page: Page; complaints: string[] }> => {
    await importHostile(service, kind)
    const fixture = { clock: Date.now, random: randomBytes }
    const site = makeSite(fixture, {
      name: '<b>',
      corpora: [`hostile-${kind}`],
      difficulty: 'easy',
    })
    await service.store.sites.add(site)
    const placeholder = `<div id="ocapi-challenge" data-ocapi-client="${site.sitekey}"></div>`
    partner.page = { script: tag, placeholder }
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => complaints.push(dialog.message()))
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(partner.origin)
    await page.getByRole('button', { name: 'Another challenge' }).waitFor()
    return { page, complaints }
  }

  const assertHarmless = async ({ page, complaints }: Awaited<ReturnType<typeof visit>>) => {
    assert.equal(await page.evaluate('typeof owned'), 'undefined')
    assert.deepEqual(complaints, [])
    const text = await page.evaluate('document.body.innerText')
    assert.doesNotMatch(String(text), /[\u202a-\u202e\u2066-\u2069]/)
    assert.equal(await page.locator('svg[onload], img[src="x"]').count(), 0)
  }

  test('are shown literally in a classification, and nothing in them runs', async () => {
    const visited = await visit('classification')
    await visited.page
      .getByText(/<img src=x|<script>owned/)
      .first()
      .waitFor()
    await assertHarmless(visited)
  })

  test('are shown literally in a transcription, and nothing in them runs', async () => {
    const visited = await visit('transcription')
    await visited.page.getByText('<script>owned=1</script>').first().waitFor()
    await assertHarmless(visited)
  })
})
