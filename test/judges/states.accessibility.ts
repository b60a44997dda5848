import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import type { AuditState } from '../../src/http/pages/audit/state.ts'
import { auditStates } from '../../src/http/pages/audit/states.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { engines, faultsIn, judge } from './engines.ts'
import { answered, explained } from './explained.ts'
import { looks, type Look } from './looks.ts'
import { judgedKinds, setJudgesStage } from './stage.ts'
import { writeTable, type Judged } from './table.ts'

const patienceMs = 60_000

// All of it takes many minutes: otherwise each state is judged in one look, the next in the next.
const isWhole = process.env['INCIPIT_ALL_LOOKS'] !== undefined
const states = auditStates(
  judgedKinds.map((name) => {
    const { way } = kindNamed(kinds, name)
    return { name, way, isFramed: way === 'ear' }
  }),
)

describe('what three engines say of every state of the widget', { concurrency: 2 }, () => {
  const stage = setJudgesStage()
  const judged: Judged[] = []

  async function open({ name }: AuditState, look: Look): Promise<Page> {
    const page = await (await stage.contextFor(look)).newPage()
    page.setDefaultTimeout(patienceMs)
    await page.goto(`${stage.origin}/audit/${name}?lang=${look.language ?? 'en'}`)
    await page.locator('main[data-reached]').waitFor({ state: 'attached' })
    return page
  }

  for (const [index, state] of states.entries())
    for (const [at, [name, look]] of Object.entries(looks).entries()) {
      if (!isWhole && index % Object.keys(looks).length !== at) continue
      test(`${state.name} ${name} has no fault that is not explained`, async () => {
        const page = await open(state, look)
        const findings = await judge(page)
        const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        await page.close()
        judged.push({ state: state.name, look: name, findings })
        assert.deepEqual(faultsIn(findings), [])
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
    for (const [name, engine] of Object.entries(engines))
      assert.notDeepEqual(faultsIn(await engine(page)), [], name)
    await page.close()
  })

  test('each engine finds a box without a name in the frame of the box', async () => {
    const [state] = states
    assert.ok(state)
    const page = await open(state, {})
    await page.evaluate(`{
      const { contentDocument } = document.querySelector('.place iframe')
      contentDocument.querySelector('[role=checkbox] span').remove()
    }`)
    for (const [name, engine] of Object.entries(engines))
      assert.notDeepEqual(faultsIn(await engine(page)), [], name)
    await page.close()
  })

  after(() => {
    if (!isWhole) return
    const found = judged.flatMap(({ findings }) => findings)
    writeTable(
      states.map(({ name }) => name),
      judged,
    )
    const stale = explained.filter(
      (one) => !found.some(({ engine, rule }) => engine === one.engine && rule === one.rule),
    )
    assert.deepEqual(stale, [])
    const asked = found.filter(({ is }) => is === 'question')
    assert.deepEqual(
      [...new Set(asked.map(({ engine, rule }) => `${engine} ${rule}`))].filter(
        (rule) => !Object.hasOwn(answered, rule),
      ),
      [],
    )
  })
})
