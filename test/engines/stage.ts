import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import { startPartner, type Partner } from '../browser/partner.ts'
import { composePage, type PageParts } from '../hcaptcha/site.ts'
import { addSecret } from '../setup/hcaptcha-client.ts'
import { openAskingService, type AskingService } from './asking-service.ts'
import type { Engine, Viewport, Visitor } from './visitor.ts'

/** A service, a site of another origin, and visitors with one browser. */
export type EngineStage = AskingService & {
  engine: Engine
  /** Of the site that asks for transcriptions. */
  sitekey: string
  secret: string
  partner: Partner
  /** Opens a page of the site; its global `calls` lists the callbacks that were called, with their values. */
  visit: (page: PageParts, how?: Visit) => Promise<Visitor>
}

/** Where the widget of a page comes from, if not from the stage's service, and how large the page is shown. */
type Visit = Partial<Source> & { viewport?: Viewport; hasTouch?: boolean }
type Source = Pick<EngineStage, 'origin' | 'sitekey'>

/** Sets the stage for the tests of one engine; each visitor leaves when a test ends. */
export function setEngineStage(openEngine: () => Promise<Engine>): EngineStage {
  const stage = {} as EngineStage
  const visitors: Visitor[] = []

  before(async () => {
    Object.assign(stage, await openAskingService())
    const { transcription } = stage.sites
    stage.sitekey = transcription.sitekey
    stage.secret = await addSecret(stage.service.store, transcription, { sitekeys: [] })
    stage.partner = await startPartner()
    stage.engine = await openEngine()
  })
  after(async () => {
    await stage.engine.close()
    await stage.partner.stop()
    await stage.service.close()
  })
  afterEach(async () => {
    stage.gate.release()
    const leaving = visitors.splice(0)
    const errors = await Promise.all(leaving.map((visitor) => visitor.run('window.errors ?? []')))
    await Promise.all(leaving.map((visitor) => visitor.close()))
    assert.deepEqual(errors.flat(), [])
  })

  stage.visit = async ({ first = '', files, ...parts }, { viewport, hasTouch, ...source } = {}) => {
    const visitor = await stage.engine.visit(viewport, hasTouch)
    visitors.push(visitor)
    stage.partner.page = composePage(
      { ...stage, ...source },
      {
        first: `<script src="/errors.js"></script>${first}`,
        files: { '/errors.js': noteErrors, ...files },
        ...parts,
      },
    )
    await visitor.open(stage.partner.origin)
    return visitor
  }
  return stage
}

const noteErrors = `window.errors = []
addEventListener('error', ({ message }) => errors.push(message))
addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)))`
