import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { auditStates, type AuditState } from '../../src/http/pages/audit-states.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { demoOf } from '../setup/demo.ts'
import { fillDemo } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { judgeWithAlfa } from './alfa.ts'
import { judgeWithAxe } from './axe.ts'
import { answered, explained, isExplained } from './explained.ts'
import type { Finding } from './finding.ts'
import { judgeWithIbm } from './ibm.ts'

const patienceMs = 60_000
const tablePath = new URL('../../docs/contributor/accessibility-table.md', import.meta.url)

type Look = BrowserContextOptions & { language?: string }

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'with more contrast': { contrast: 'more' },
  'in forced colours': { forcedColors: 'active' },
  'in Arabic': { language: 'ar' },
  'in German at 320 pixels': { viewport: { width: 320, height: 640 }, language: 'de' },
  'at 400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  'with reduced motion': { reducedMotion: 'reduce' },
}

const engines = { axe: judgeWithAxe, ibm: judgeWithIbm, alfa: judgeWithAlfa } as const

// All of it takes many minutes: otherwise each state is judged in light, and in one of the others.
const isWhole = process.env['INCIPIT_ALL_LOOKS'] !== undefined
const kinds = ['transcription', 'classification']
const states = auditStates(kinds)

describe('what three engines say of every state of the widget', { concurrency: 2 }, () => {
  let service: ServiceFixture
  let browser: Browser
  let origin: string
  const found: Finding[] = []
  const rows: string[] = []

  before(async () => {
    const demo = demoOf('', '')
    service = await openService({ ...(await openBuilt()), demo })
    await fillDemo(demo, service)
    origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await service.close()
  })

  async function open({ name }: AuditState, look: Look): Promise<Page> {
    const { language = 'en', ...options } = look
    const page = await (await browser.newContext(options)).newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(`${origin}/audit/${name}?lang=${language}`)
    await page.locator('main[data-reached]').waitFor({ state: 'attached' })
    return page
  }

  async function judge(page: Page): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const engine of Object.values(engines)) findings.push(...(await engine(page)))
    found.push(...findings)
    return findings
  }

  for (const [index, state] of states.entries()) {
    const names = Object.keys(looks)
    const others = names.slice(1)
    const judged = isWhole ? names : ['light', others[index % others.length] ?? '']
    for (const name of judged)
      test(`${state.name} ${name} has no fault that is not explained`, async () => {
        const page = await open(state, looks[name] ?? {})
        const faults = (await judge(page)).filter(({ is }) => is === 'fault')
        const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        await page.context().close()
        rows.push(rowOf(state.name, name, faults))
        assert.deepEqual(
          faults.filter((fault) => !isExplained(fault)),
          [],
        )
        assert.ok(Number(width) <= 0, `the page is ${Number(width)} pixels too wide`)
      })
  }

  test('each engine finds a field without a name in the frame of the challenge', async () => {
    const state = states.find(({ name }) => name === 'hcaptcha-transcription-open')
    assert.ok(state)
    const page = await open(state, {})
    await page.evaluate(`{
      const { contentDocument } = document.querySelector('dialog iframe')
      const root = contentDocument.body.firstElementChild.shadowRoot
      for (const label of root.querySelectorAll('label')) label.remove()
      for (const field of root.querySelectorAll('input'))
        for (const name of ['aria-label', 'aria-labelledby', 'title']) field.removeAttribute(name)
    }`)
    for (const [name, engine] of Object.entries(engines)) {
      const faults = (await engine(page)).filter((one) => one.is === 'fault' && !isExplained(one))
      assert.notDeepEqual(faults, [], name)
    }
    await page.context().close()
  })

  after(() => {
    if (!isWhole) return
    const stale = explained.filter(
      (one) => !found.some((finding) => finding.engine === one.engine && finding.rule === one.rule),
    )
    assert.deepEqual(stale, [])
    const asked = new Set(found.filter(({ is }) => is === 'question').map(ruleOf))
    assert.deepEqual(
      [...asked].filter((rule) => !Object.hasOwn(answered, rule)),
      [],
    )
    writeTable(rows)
  })
})

function rowOf(state: string, look: string, faults: readonly Finding[]): string {
  const counts = Object.keys(engines).map((name) => {
    const own = faults.filter(({ engine }) => engine === name)
    const rest = own.filter((fault) => !isExplained(fault)).length
    return own.length === rest ? String(rest) : `${rest} (${own.length - rest} explained)`
  })
  return `| ${[state, look, ...counts].join(' | ')} |`
}

function ruleOf({ engine, rule }: Finding): string {
  return `${engine} ${rule}`
}

function writeTable(rows: readonly string[]): void {
  const text = [
    '# What three engines say of every state of the widget',
    '',
    'Faults in each [state](../site/accessibility.md#the-audit-kit), by a whole run. Those that are explained are no faults: `test/judges/explained.ts` says why.',
    '',
    '| state | look | axe | IBM Equal Access | Siteimprove Alfa |',
    '| --- | --- | --- | --- | --- |',
    ...rows.toSorted(),
    '',
    'What engines leave to a person, and what a person found:',
    '',
    '| engine and rule | answer |',
    '| --- | --- |',
    ...Object.entries(answered).map(([rule, answer]) => `| ${rule} | ${answer} |`),
    '',
  ]
  writeFileSync(tablePath, text.join('\n'))
}
