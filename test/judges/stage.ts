import { after, before } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Demo } from '../../src/http/context.ts'
import type { Site } from '../../src/model/site.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { fillVoices } from '../kinds/listening/voices.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { languageOf, setLook, type Look } from './looks.ts'
import type { Place } from './places.ts'

const patienceMs = 60_000

/** The kinds that are judged. */
export const judgedKinds = ['transcription', 'classification', 'audio', 'listening'] as const

/** A service that asks every kind, by every way, and a browser. */
export type JudgesStage = {
  service: ServiceFixture
  origin: string
  sites: Record<(typeof judgedKinds)[number], Site>
  /** Opens a place in a look, in a tab of its own. */
  open: (place: Place, look: Look) => Promise<Page>
}

/** Starts both before the tests of a file. */
export function setJudgesStage(): JudgesStage {
  const stage = {} as JudgesStage
  // Kept, so that what is published is loaded once.
  const contexts = new Map<string, Promise<BrowserContext>>()
  let browser: Browser
  before(async () => {
    const built = await openBuilt()
    const none = { sitekey: '', secret: '' }
    const [first, ...others] = judgedKinds.map((kind) => ({ kind, ...none }))
    if (!first) throw new Error('nothing is judged')
    const demo: Demo = [first, ...others]
    const { service } = Object.assign(stage, {
      service: await openService((store) => ({ ...built, ...settingsForSpoken(store), demo })),
    })
    const audio = await fillSpoken(service.store)
    const listening = await fillVoices(service.store)
    const change = { corpora: ['transcription', ...audio.corpora] }
    const transcription = await changeSite(service.store, service.sites.transcription, change)
    stage.sites = { ...service.sites, transcription, audio, listening }
    for (const shown of demo) {
      const [, site] = Object.entries(stage.sites).find(([kind]) => kind === shown.kind) ?? []
      shown.sitekey = site?.sitekey ?? ''
    }
    stage.origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await stage.service.close()
  })
  stage.open = async (place, look) => {
    const locale = languageOf(look)
    const key = place.isPlain ? `plain ${locale}` : locale
    const context =
      contexts.get(key) ?? browser.newContext({ locale, bypassCSP: place.isPlain ?? false })
    contexts.set(key, context)
    const page = await (await context).newPage()
    page.setDefaultTimeout(patienceMs)
    await setLook(page, look)
    await place.open(page, stage, locale)
    return page
  }
  return stage
}
