import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core'
import { launchBrowser } from '../browser/shared-browser.ts'
import { startPartner, type Partner } from '../browser/partner.ts'
import { drawPicture } from '../browser/picture.ts'
import { lookInside, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { challengeOf, states, type State } from './states.ts'

/** How the page is looked at. */
type Look = BrowserContextOptions & { language?: string; head?: string }

const dark = { colorScheme: 'dark', head: '<style>:root{color-scheme:light dark}</style>' } as const
const narrow = { width: 320, height: 560 }

const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark,
  contrast: { contrast: 'more' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
  arabic: { language: 'ar' },
  'dark-hebrew': { ...dark, language: 'he' },
  'phone-persian': { viewport: { width: 390, height: 664 }, deviceScaleFactor: 2, language: 'fa' },
  german: { language: 'de' },
  burmese: { language: 'my' },
  narrow: { viewport: narrow },
  'narrow-german': { viewport: narrow, language: 'de' },
  'narrow-arabic': { viewport: narrow, language: 'ar' },
  'zoom-200': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'zoom-400': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
}

const twelve = [
  ['empty', 'light'],
  ['focus', 'dark'],
  ['busy', 'light'],
  ['texts', 'light'],
  ['images', 'dark'],
  ['wrong', 'narrow-german'],
  ['checked', 'light'],
  ['expired', 'german'],
  ['away', 'dark'],
  ['test', 'forced'],
  ['texts', 'narrow-arabic'],
  ['images', 'zoom-400'],
] as const

const contracts = {
  hcaptcha: ['/1/api.js', 'h-captcha'],
  recaptcha: ['/recaptcha/api.js', 'g-recaptcha'],
  turnstile: ['/turnstile/v0/api.js', 'cf-turnstile'],
} as const

type Stage = { browser: Browser; service: ServiceFixture; origin: string; partner: Partner }

async function take(stage: Stage, names: readonly [string, string], folder: string): Promise<void> {
  const [state, look] = [states[names[0]], looks[names[1]]]
  if (!state || !look) throw new Error(`there is no state or look ${names.join(' ')}`)
  const { language = 'en', head = '', ...options } = look
  const viewport = { width: 1000, height: 480 }
  const context = await stage.browser.newContext({ viewport, ...options })
  const page = await context.newPage()
  const asked = await answerFor(page, stage, state)
  const [path, name] = contracts[state.contract ?? 'hcaptcha']
  stage.partner.page = {
    html: `lang="${language}" dir="${['ar', 'he', 'fa'].includes(language) ? 'rtl' : 'ltr'}"`,
    head: `${head}<style>body{font:16px system-ui;margin:16px}h1{font-size:20px}</style>`,
    script: `<script src="${stage.origin}${path}?hl=${language}"></script>`,
    placeholder: `<div class="${name}" data-sitekey="${sitekeyOf(stage, state)}" data-language="${language}" ${state.attributes ?? ''}></div>`,
  }
  await page.goto(stage.partner.origin)
  await state.reach(page, asked)
  // What moves has come to rest.
  await page.evaluate('document.fonts.ready')
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(folder, `${names.join('-')}.png`), animations: 'disabled' })
  await context.close()
}

function sitekeyOf({ service: { sites } }: Stage, { site, contract }: State): string {
  if (site === 'test')
    return contract === 'recaptcha'
      ? '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'
      : '10000000-ffff-ffff-ffff-000000000001'
  if (site === 'unknown') return '6f1c0000-0000-4000-8000-000000000000'
  return site === 'words' ? sites.transcription.sitekey : sites.classification.sitekey
}

// Shows pictures that can be looked at, and gives what answers the last challenge rightly.
async function answerFor(page: Page, stage: Stage, state: State): Promise<() => Promise<void>> {
  let challengeId = ''
  let drawn = 0
  await page.route('**/api/challenge', async (route) => {
    if (state.service === 'waits') return
    if (state.service === 'away') return route.abort()
    const { pictures: _, ...body } = route.request().postDataJSON() as Record<string, unknown>
    const response = await route.fetch({ postData: JSON.stringify(body) })
    const reply = (await response.json()) as { challenge?: { challenge_id: string } }
    challengeId = reply.challenge?.challenge_id ?? ''
    drawn = 0
    await route.fulfill({ response })
  })
  await page.route('**/api/picture/**', async (route) => {
    const name = state.site === 'pictures' ? 'tile' : 'text'
    drawn += 1
    const picture = await drawPicture(`${name}-${drawn - 1}`)
    await route.fulfill({ body: picture, contentType: 'image/webp' })
  })
  await page.route('**/api/answer', (route) => shorten(route, state))
  return async () => {
    const { items } = await lookInside(stage.service.store, challengeId)
    for (const [index, { label }] of items.entries())
      await challengeOf(page)
        .locator('input')
        .nth(index)
        .fill(label ?? 'perdrix')
    await challengeOf(page).locator('.main').first().click()
  }
}

async function shorten(route: Route, { passSeconds }: State): Promise<void> {
  if (passSeconds === undefined) return route.continue()
  const response = await route.fetch()
  const { pass } = (await response.json()) as { pass: object | null }
  await route.fulfill({ json: { pass: pass && { ...pass, expires_in_seconds: passSeconds } } })
}

async function main([folder, ...wanted]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('usage: node test/states/take.ts FOLDER [STATE LOOK]…')
  await mkdir(folder, { recursive: true })
  const service = await openService({ ...(await openBuilt()) })
  const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  const partner = await startPartner()
  const browser = await launchBrowser()
  const pairs = wanted.map((name) => name.split('/') as [string, string])
  for (const names of pairs.length > 0 ? pairs : twelve)
    await take({ browser, service, origin, partner }, names, folder)
  await browser.close()
  await partner.stop()
  await service.close()
}

await main(process.argv.slice(2))
