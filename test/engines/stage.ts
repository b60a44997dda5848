import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import type { Challenge } from '../../src/model/challenge.ts'
import { startPartner, type Partner } from '../browser/partner.ts'
import { composePage, type PageParts } from '../hcaptcha/site.ts'
import { addSecret } from '../setup/hcaptcha-client.ts'
import { openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import type { Engine, Viewport, Visitor } from './visitor.ts'

/** A service, a site of another origin, and visitors with one browser. */
export type EngineStage = {
  engine: Engine
  service: ServiceFixture
  origin: string
  /** Of the site that asks for transcriptions. */
  sitekey: string
  secret: string
  partner: Partner
  /** The challenges that were issued, as the service stores them. */
  issued: Challenge[]
  /** Opens a page of the site; its global `calls` lists the callbacks that were called, with their values. */
  visit: (page: PageParts, how?: Visit) => Promise<Visitor>
}

/** Where the widget of a page comes from, if not from the stage's service, and how large the page is shown. */
type Visit = Partial<Source> & { viewport?: Viewport }
type Source = Pick<EngineStage, 'origin' | 'sitekey'>

/** Sets the stage for the tests of one engine; each visitor leaves when a test ends. */
export function setEngineStage(openEngine: () => Promise<Engine>): EngineStage {
  const stage = { issued: [] as Challenge[] } as EngineStage
  const visitors: Visitor[] = []

  before(async () => {
    stage.service = await openService(await openBuilt(), noting(stage.issued))
    stage.origin = await stage.service.app.listen({ port: 0, host: '127.0.0.1' })
    const { transcription } = stage.service.sites
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
    const leaving = visitors.splice(0)
    const errors = await Promise.all(leaving.map((visitor) => visitor.run('window.errors ?? []')))
    await Promise.all(leaving.map((visitor) => visitor.close()))
    assert.deepEqual(errors.flat(), [])
  })

  stage.visit = async ({ first = '', files, ...parts }, { viewport, ...source } = {}) => {
    const visitor = await stage.engine.visit(viewport)
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

/** Opens a store that notes the challenges that are put into it. */
function noting(issued: Challenge[]): typeof openStore {
  return (context) => {
    const store = openStore(context)
    const put: typeof store.tickets.put = (ticket) => {
      if (ticket.kind === 'challenge') issued.push(JSON.parse(ticket.body) as Challenge)
      return store.tickets.put(ticket)
    }
    return { ...store, tickets: { ...store.tickets, put } }
  }
}
