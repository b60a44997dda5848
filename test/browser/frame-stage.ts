import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, afterEach, before } from 'node:test'
import type { Browser } from 'playwright-core'
import type { Challenge } from '../../src/model/challenge.ts'
import type { Site } from '../../src/model/site.ts'
import type { ToFrame } from '../../src/wire/frame.ts'
import type { ScriptReleases } from '../../src/wire/script.ts'
import {
  lookInside,
  openBuilt,
  openService,
  type FixtureKind,
  type ServiceFixture,
} from '../setup/service.ts'
import { launchBrowser } from './shared-browser.ts'
import { openFramingPage, type Framing, type FramingPage } from './framing-page.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A service and a browser for the tests of one file about the challenge's frame. */
export type FrameStage = {
  service: ServiceFixture
  open: (framed?: Framing) => Promise<FramingPage>
  /** Begins a challenge and waits until it is shown; gives it as the service stores it. */
  show: (framing: FramingPage, kind: FixtureKind, change?: Partial<ToFrame>) => Promise<Challenge>
  /** The challenge that is shown, as the service stores it. */
  see: (framing: FramingPage) => Promise<Challenge>
  /** Adds a site like the one that asks for transcriptions. */
  addSite: (change: Partial<Site> & { sitekey: string }) => Promise<Site>
}

/** Starts both before the tests of a file; after each test all pages are closed, and none may have logged an error. */
export function setFrameStage(): FrameStage {
  const stage = {} as FrameStage
  let browser: Browser
  let address: string
  let opened: FramingPage[] = []
  before(async () => {
    stage.service = await openService({ ...(await openBuilt()) })
    const url = await stage.service.app.listen({ port: 0, host: '127.0.0.1' })
    const { frame } = (await stage.service.app.inject('/1/releases.json')).json<ScriptReleases>()
    address = url + frame.path
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await stage.service.close()
  })
  afterEach(async () => {
    const complaints = opened.flatMap((framing) => framing.complaints)
    for (const framing of opened) await framing.close()
    opened = []
    assert.deepEqual(complaints, [])
  })

  stage.open = async (framed = {}) => {
    const framing = await openFramingPage(browser, address, framed)
    opened.push(framing)
    return framing
  }
  stage.show = async (framing, kind, change) => {
    await framing.begin(stage.service.sites[kind].sitekey, change)
    await framing.waitForEvent('shown')
    return stage.see(framing)
  }
  stage.see = async (framing) => {
    const path = String(await framing.inside(picturePath))
    return lookInside(stage.service.store, path.split('/')[3] ?? '')
  }
  stage.addSite = async (change) => {
    const site = { ...stage.service.sites.transcription, ...change }
    await stage.service.store.sites.add(site)
    return site
  }
  return stage
}

/** Finds accessibility faults in the page and in the frame in it. */
export async function findFaults({ page }: FramingPage): Promise<string[]> {
  // Together with the page around it: alone, the frame would be judged as a whole page.
  for (const frame of page.frames()) {
    await frame.evaluate(axe)
    await frame.evaluate("axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })")
  }
  const found = await page.evaluate<{
    violations: { id: string; nodes: { html: string }[] }[]
    passes: { nodes: { target: string[] }[] }[]
  }>('axe.run()')
  const isFrameSeen = found.passes.some(({ nodes }) =>
    nodes.some(({ target }) => target.length > 1),
  )
  assert.ok(isFrameSeen)
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  )
}

const picturePath = `new URL(
  document.body.firstElementChild.shadowRoot.querySelector('img').src,
).pathname`

/** Types the texts of a transcription. */
export async function type({ frame }: FramingPage, texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries())
    await frame.getByLabel(`Text ${index + 1}`, { exact: true }).fill(text)
}

/** Types the right texts of a transcription. */
export async function typeRight(framing: FramingPage, { items }: Challenge): Promise<void> {
  await type(
    framing,
    items.map(({ label }) => label ?? 'perdrix'),
  )
}

/** Presses a button of the frame. */
export async function press({ frame }: FramingPage, name: string): Promise<void> {
  await frame.getByRole('button', { name }).click()
}

/** Takes the logged errors of the page and the frame, all of which must come from refusals of the service. */
export function takeRefusals({ complaints }: FramingPage): string[] {
  const taken = complaints.splice(0)
  const refusals = taken.filter((text) => /^Incipit \([a-z]+\): (\d{3}|no response)/.test(text))
  const others = taken.filter(
    (text) => !refusals.includes(text) && !text.startsWith('Failed to load resource: '),
  )
  assert.deepEqual(others, [])
  return refusals
}

/** Counts, in the frame, the pictures that have loaded and can be shown. */
export const decodePictures = `Promise.all(
  [...document.body.firstElementChild.shadowRoot.querySelectorAll('img')].map((image) => image.decode()),
).then((decoded) => decoded.length)`
