import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Corpus } from '../../model/corpus.ts'
import type { Secret } from '../../model/secret.ts'
import type { Site } from '../../model/site.ts'
import type { Database } from '../../model/store.ts'
import { corpus as letters, source } from './examples.contract.ts'
import { lineFor, type Owned, type Scoped } from './scope-call.contract.ts'
import { fillClassNames, lookAtClassNames, scopedClassNames } from './scope-classes.contract.ts'
import { fillReadings, lookAtReadings, scopedReadings } from './scope-readings.contract.ts'
import { fillReported, scopedCorpora } from './scope-corpora.contract.ts'
import { isGlobal } from './scope-reasons.contract.ts'
import { provideStores, type TwoStores } from './stores.contract.ts'

const scoped: Readonly<Record<string, Scoped>> = {
  ...scopedClassNames,
  ...scopedReadings,
  ...scopedCorpora,
  'sites.findOf': {
    call: ({ sites }, organisation, { site }) => sites.findOf(organisation, site.sitekey),
    nothing: null,
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

async function fill(database: Database, organisation: string): Promise<Owned> {
  const line = lineFor(organisation)
  const organised = { id: organisation, name: organisation, createdAtMs: 0 }
  await database.organisations.add(organised, line)
  const site: Site = {
    sitekey: `site of ${organisation}`,
    name: 'Room',
    organisation,
    privateId: 'p',
    domains: [],
    allowsLocalhost: true,
    corpora: [],
    mode: 'always',
    difficulty: 'auto',
    needsRemoteIp: false,
    tellsScore: false,
    createdAtMs: 0,
  }
  const own = { id: `secret of ${organisation}`, name: 'Key', organisation, sitekeys: [] }
  const secret: Secret = { ...own, sha256: organisation, createdAtMs: 0, expiresAtMs: null }
  const corpus: Corpus = { ...letters, name: `corpus of ${organisation}`, organisation }
  await database.sites.add(site, { secret, line })
  await database.corpora.add(corpus)
  const page = { ...source, id: `source of ${organisation}`, corpus: corpus.name }
  await fillReadings(database, organisation, page)
  await fillReported(database, page)
  await fillClassNames(database, organisation, corpus.name)
  return { organisation, site, secret, corpus }
}

/** All that is kept of what an organisation owns, but for its audit, which tells of attempts too. */
async function look(
  database: Database,
  { organisation, site, secret, corpus }: Owned,
): Promise<unknown> {
  const { sites, secrets, corpora, fits } = database
  const { sitekey } = site
  const kept = [await sites.find(sitekey), await secrets.find(secret.sha256)]
  const read = await lookAtReadings(database, { organisation, corpus: corpus.name })
  const shown = await lookAtClassNames(database, corpus.name)
  const own = [await corpora.find(corpus.name), await fits.countMarks(corpus.name)]
  return [...kept, ...own, read, shown]
}

function methodsOf(database: Database): string[] {
  return Object.entries(database).flatMap(([noun, contract]) =>
    typeof contract === 'object' ? Object.keys(contract).map((method) => `${noun}.${method}`) : [],
  )
}

/** Each call of management sees and changes what belongs to its organisation, and nothing else. */
export function testScope(engine: string, open: () => Promise<TwoStores<Database>>): void {
  const withStores = provideStores(open)

  describe(`${engine}: a call on behalf of an organisation`, () => {
    test('is one of every method, or the method is global for a reason', () =>
      withStores(async ({ one }) => {
        const methods = methodsOf(one)
        assert.ok(methods.length > 100)
        const unknown = methods.filter((method) => !(method in scoped) && !isGlobal(method))
        assert.deepEqual(unknown, [])
        const both = methods.filter((method) => method in scoped && isGlobal(method))
        assert.deepEqual(both, [])
        const nouns = [
          'sites',
          'readings',
          'recalls',
          'lifecycle',
          'reports',
          'sources',
          'documents',
        ]
        for (const noun of [...nouns, 'items', 'classNames'])
          assert.ok(!isGlobal(`${noun}.planted`), 'a new method would pass unseen')
      }))

    for (const [method, { call, nothing }] of Object.entries(scoped))
      test(`${method}: neither finds nor changes what belongs to another`, () =>
        withStores(async ({ one }) => {
          const [own, foreign] = [await fill(one, 'org_1'), await fill(one, 'org_2')]
          const before = await look(one, foreign)
          assert.deepEqual(await call(one, own.organisation, foreign), nothing)
          assert.deepEqual(await look(one, foreign), before)
          // Otherwise a method that never does anything would pass.
          assert.notDeepEqual(await call(one, own.organisation, own), nothing)
        }))
  })
}
