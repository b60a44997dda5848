import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Database } from '../../model/store.ts'
import { corpus as letters } from './examples.contract.ts'
import { assertScoped, lineFor, type Scoped, type TwoOwners } from './scope-call.contract.ts'
import { scopedClasses } from './scope-classes.contract.ts'
import { scopedCorpora } from './scope-corpora.contract.ts'
import { fill } from './scope-fill.contract.ts'
import { scopedReadings } from './scope-readings.contract.ts'
import { globalMethods, methodsOf } from './scope-reasons.contract.ts'
import { documentOf, scopedSources } from './scope-sources.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const scoped: Readonly<Record<string, Scoped>> = {
  ...scopedClasses,
  ...scopedReadings,
  ...scopedSources,
  ...scopedCorpora,
  'sites.findOf': {
    call: ({ sites }, organisation, { site }) => sites.findOf(organisation, site.sitekey),
    nothing: null,
  },
  'wayCounts.listOf': {
    call: ({ wayCounts }, organisation, { site }) =>
      wayCounts.listOf(organisation, site.sitekey, 0),
    nothing: [],
  },
  'sites.list': {
    call: async ({ sites }, organisation, { site }) =>
      (await sites.list(organisation)).filter(({ sitekey }) => sitekey === site.sitekey),
    nothing: [],
  },
  'sites.change': {
    call: ({ sites }, organisation, { site }) =>
      sites.change(organisation, { ...site, name: 'changed' }, lineFor(organisation), ['s']),
    nothing: false,
  },
  'sites.remove': {
    call: ({ sites }, organisation, { site, secret }) =>
      sites.remove(organisation, site.sitekey, {
        end: { ids: [secret.id], atMs: 0 },
        line: lineFor(organisation),
      }),
    nothing: false,
  },
  'secrets.findById': {
    call: ({ secrets }, organisation, { secret }) => secrets.findById(organisation, secret.id),
    nothing: null,
  },
  'secrets.list': {
    call: async ({ secrets }, organisation, { secret }) =>
      (await secrets.list(organisation)).filter(({ id }) => id === secret.id),
    nothing: [],
  },
  'secrets.change': {
    call: async ({ secrets }, organisation, { secret }) => {
      const { id, sha256 } = secret
      const line = lineFor(organisation)
      const assign = { id, sitekeys: ['another'] }
      await secrets.change(organisation, { end: { ids: [id], atMs: 0 }, assign, line })
      const kept = await secrets.find(sha256)
      return [kept?.expiresAtMs, kept?.sitekeys]
    },
    nothing: [null, []],
  },
  'secrets.listAudit': {
    call: async ({ secrets }, organisation, of) =>
      (await secrets.listAudit(organisation, 10)).filter(
        ({ subject }) => subject === of.organisation,
      ),
    nothing: [],
  },
  'corpora.findOf': {
    call: ({ corpora }, organisation, { corpus }) => corpora.findOf(organisation, corpus.name),
    nothing: null,
  },
  'corpora.changeThanks': {
    call: async ({ corpora }, organisation, { corpus }) => {
      await corpora.changeThanks(organisation, corpus.name, 'nothing', lineFor(organisation))
      return (await corpora.find(corpus.name))?.thanks
    },
    nothing: 'link',
  },
  'corpora.list': {
    call: async ({ corpora }, organisation, { corpus }) =>
      (await corpora.list(organisation)).filter(({ name }) => name === corpus.name),
    nothing: [],
  },
  'corpora.count': {
    call: async ({ corpora }, organisation, { corpus }) =>
      (await corpora.count(organisation, corpus.name)).sources,
    nothing: 0,
  },
  'corpora.changeRules': {
    call: async ({ corpora, fits }, organisation, { corpus }) => {
      const { name, textPolicy } = corpus
      const stopRules = { ...corpus.stopRules, answersMin: 7 }
      const line = lineFor(organisation)
      await corpora.changeRules(organisation, name, { stopRules, textPolicy }, line)
      return [(await corpora.find(name))?.stopRules.answersMin, await fits.countMarks(name)]
    },
    nothing: [letters.stopRules.answersMin, 0],
  },
}

const listed = [...Object.keys(scoped), ...globalMethods]

/** Methods that are in neither list. */
function findUnlisted(database: Database): string[] {
  return methodsOf(database).filter((method) => !listed.includes(method))
}

/** Listed methods that a noun of the database does not have. */
function findStale(database: Database): string[] {
  const methods = methodsOf(database)
  const isThere = (method: string): boolean => (method.split('.')[0] ?? '') in database
  return listed.filter((method) => isThere(method) && !methods.includes(method))
}

function plant(database: Database, noun: keyof Database): Database {
  return { ...database, [noun]: { ...Object(database[noun]), planted: () => assert.fail() } }
}

/** Each call of management sees and changes what belongs to its organisation, and nothing else. */
export function testScope(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withOwners = (use: (owners: TwoOwners) => Promise<void>): Promise<void> =>
    provideStores(open)(async (stores) => {
      const [own, foreign] = [await fill(stores, 'org_1'), await fill(stores, 'org_2')]
      await use({ database: stores.one, own, foreign, readTables: stores.readTables })
    })

  describe(`${engine}: a call on behalf of an organisation`, () => {
    test('is one of every method, or the method is global for a reason', () =>
      withOwners(async ({ database }) => {
        assert.deepEqual(findUnlisted(database), [])
        assert.deepEqual(findStale(database), [])
        for (const noun of Object.keys(database) as (keyof Database)[])
          if (typeof database[noun] === 'object')
            assert.deepEqual(findUnlisted(plant(database, noun)), [`${noun}.planted`])
      }))

    for (const [method, call] of Object.entries(scoped))
      test(`${method}: neither finds nor changes what belongs to another`, () =>
        withOwners((owners) => assertScoped(call, owners)))

    // The picture that a document tells of gave its items, whoever's picture it was.
    test('does not reach a picture of another by a document of its own', () =>
      withOwners(async ({ database: { documents, readings }, own, foreign }) => {
        const { organisation, corpus, page } = own
        const document = { ...documentOf(corpus.name), path: 'crossing.xml' }
        await documents.keep(organisation, document, foreign.page.id)
        const find = () => readings.ofDocument(organisation, corpus.name, document.path)
        assert.deepEqual(await find(), [])
        await documents.keep(organisation, document, page.id)
        assert.equal((await find()).length, 4)
      }))

    test('fails if it finds or changes what belongs to another', () =>
      withOwners(async (owners) => {
        const finding: Scoped = {
          call: ({ corpora }, _, { corpus }) => corpora.find(corpus.name),
          nothing: null,
        }
        const changing: Scoped = {
          call: ({ fits }, _, { corpus }) => fits.markStale(corpus.name),
          nothing: undefined,
        }
        for (const planted of [finding, changing])
          await assert.rejects(assertScoped(planted, owners), assert.AssertionError)
      }))
  })
}
