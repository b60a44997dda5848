import type { Page } from 'playwright-core'
import { auditStates } from '../../src/http/pages/audit/states.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import { fallbackPages } from '../setup/fallback-client.ts'
import { judgedKinds, type JudgesStage } from './stage.ts'

/** A page in one state, and what brings a tab there. */
export type Place = {
  name: string
  open: (page: Page, stage: JudgesStage, language: string) => Promise<unknown>
  /** Its policy keeps scripts out, and the engines are scripts. */
  isPlain?: true
}

const testSitekey = '10000000-ffff-ffff-ffff-000000000001'

const states: readonly Place[] = auditStates(
  judgedKinds.map((name) => {
    const { way } = kindNamed(kinds, name)
    return { name, way, isFramed: way === 'ear' }
  }),
).map(({ name }) => ({
  name,
  async open(page, { origin }, language) {
    await page.goto(`${origin}/audit/${name}?lang=${language}`)
    await page.locator('main[data-reached]').waitFor({ state: 'attached' })
    // Each page around the widget has the same 112 links; they are judged with `/audit`.
    await page.locator('.languages').evaluate((links) => {
      links.remove()
    })
  },
}))

const pages: readonly Place[] = ['', 'about', 'demo', 'audit'].map((path) => ({
  name: `/${path}`,
  async open(page, { origin }, language) {
    await page.goto(`${origin}/${path}?lang=${language}`)
    if (path === 'demo') await page.locator('#ocapi-challenge fieldset').waitFor()
  },
}))

const openPlain = (page: Page, { origin }: JudgesStage, sitekey: string): Promise<unknown> =>
  page.goto(`${origin}${fallbackPages.hcaptcha}${sitekey}`)

const scriptless: readonly Place[] = [
  ...judgedKinds.flatMap((kind): Place[] => [
    {
      name: `without JavaScript: ${kind}`,
      open: (page, stage) => openPlain(page, stage, stage.sites[kind].sitekey),
    },
    {
      name: `without JavaScript: ${kind}, sent without an answer, report open`,
      async open(page, stage) {
        await openPlain(page, stage, stage.sites[kind].sitekey)
        await page.locator('form').evaluate((form) => Object.assign(form, { noValidate: true }))
        await page.locator('.send').click()
        await page.locator('.wrong').waitFor()
        await page.locator('summary').click()
      },
    },
  ]),
  {
    name: 'without JavaScript: a code to paste',
    open: (page, stage) => openPlain(page, stage, testSitekey),
  },
  {
    name: 'without JavaScript: a refusal',
    open: (page, stage) => openPlain(page, stage, 'nobody'),
  },
]

/** Everything that is judged: the states of the widget, the pages around it, and those without JavaScript. */
export const places: readonly Place[] = [
  ...states,
  ...pages,
  ...scriptless.map((place): Place => ({ ...place, isPlain: true })),
]

/** The place of a name. */
export function placeNamed(name: string): Place {
  const place = places.find((one) => one.name === name)
  if (!place) throw new Error(`there is no place ${name}`)
  return place
}
