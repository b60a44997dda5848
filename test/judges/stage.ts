import { after, before } from 'node:test'
import type { Browser, BrowserContext } from 'playwright-core'
import type { Demo } from '../../src/http/context.ts'
import type { Site } from '../../src/model/site.ts'
import { launchBrowser } from '../browser/shared-browser.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { fillVoices } from '../kinds/listening/voices.ts'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import type { Look } from './looks.ts'

/** The kinds that are judged. */
export const judgedKinds = ['transcription', 'classification', 'audio', 'listening'] as const

/** A service that asks every kind, by every way, and a browser. */
export type JudgesStage = {
  service: ServiceFixture
  origin: string
  sites: Record<(typeof judgedKinds)[number], Site>
  /** The browser as a look wants it; kept, so that what is published is loaded once. */
  contextFor: (look: Look) => Promise<BrowserContext>
}

/** Starts both before the tests of a file; `bypassCSP`: pages without scripts let in those of the engines. */
export function setJudgesStage(also: Pick<Look, 'bypassCSP'> = {}): JudgesStage {
  const stage = {} as JudgesStage
  const contexts = new Map<Look, Promise<BrowserContext>>()
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
  stage.contextFor = (look) => {
    const { language = 'en', ...options } = look
    const made = contexts.get(look)
    const context = made ?? browser.newContext({ locale: language, ...options, ...also })
    contexts.set(look, context)
    return context
  }
  return stage
}
