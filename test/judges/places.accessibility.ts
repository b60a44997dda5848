import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { engines, faultsIn, judge } from './engines.ts'
import { answered, explained } from './explained.ts'
import { languageOf, looks, setLook, type Look } from './looks.ts'
import { placeNamed, places, type Place } from './places.ts'
import { setJudgesStage } from './stage.ts'
import { writeTable, type Judged } from './table.ts'

// All of it takes many minutes: otherwise each place is judged in one look, the next in the next.
const isWhole = process.env['INCIPIT_ALL_LOOKS'] !== undefined
const named = Object.entries(looks).map(([name, look]) => ({ name, look }))

// What is loaded once is judged in all looks that change nothing but the settings of the browser.
const loadOf = ({ look }: { look: Look }): string => `${languageOf(look)} ${look.colorScheme ?? ''}`
const loads = isWhole
  ? [...Map.groupBy(named, loadOf).values()]
  : named.map((one): (typeof named)[number][] => [one])

describe('what three engines say of every place', { concurrency: 3 }, () => {
  const stage = setJudgesStage()
  const judged: Judged[] = []

  async function judgeIn(page: Page, place: Place, { name, look }: (typeof named)[number]) {
    await setLook(page, look)
    const findings = await judge(page)
    const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    judged.push({ place: place.name, look: name, findings })
    const faults = faultsIn(findings, name).map((fault) => ({ look: name, ...fault }))
    return Number(width) > 0 ? [...faults, `${name}: ${Number(width)} pixels too wide`] : faults
  }

  for (const [index, place] of places.entries())
    for (const [at, load] of loads.entries()) {
      const [first] = load
      if (!first || (!isWhole && index % loads.length !== at)) continue
      test(`${place.name} ${load.map(({ name }) => name).join(', ')} has no fault that is not explained`, async () => {
        const page = await stage.open(place, first.look)
        const failed: unknown[] = []
        for (const one of load) failed.push(...(await judgeIn(page, place, one)))
        await page.close()
        assert.deepEqual(failed, [])
      })
    }

  const planted = {
    'a field without a name in the frame of the challenge': [
      'hcaptcha-transcription-open',
      `{
        const { contentDocument } = document.querySelector('dialog iframe')
        const root = contentDocument.body.firstElementChild.shadowRoot
        for (const label of root.querySelectorAll('label')) label.remove()
        for (const field of root.querySelectorAll('input'))
          for (const name of ['aria-label', 'aria-labelledby', 'title']) field.removeAttribute(name)
      }`,
    ],
    'a box without a name in the frame of the box': [
      'box',
      `{
        const { contentDocument } = document.querySelector('.place iframe')
        contentDocument.querySelector('[role=checkbox] span').remove()
      }`,
    ],
    'fields without names on the page without JavaScript': [
      'without JavaScript: transcription',
      'for (const label of document.querySelectorAll("label")) label.remove()',
    ],
  } as const
  for (const [fault, [name, plant]] of Object.entries(planted))
    test(`each engine finds ${fault}`, async () => {
      const page = await stage.open(placeNamed(name), {})
      await page.evaluate(plant)
      for (const [engine, judgeWith] of Object.entries(engines))
        assert.notDeepEqual(faultsIn(await judgeWith(page), 'light'), [], engine)
      await page.close()
    })

  after(() => {
    if (!isWhole) return
    const found = judged.flatMap(({ findings }) => findings)
    writeTable(
      places.map(({ name }) => name),
      Object.keys(looks),
      judged,
    )
    const stale = explained.filter(
      (one) =>
        !found.some(
          ({ is, engine, rule }) => is === 'fault' && engine === one.engine && rule === one.rule,
        ),
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
