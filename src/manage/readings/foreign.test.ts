import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { exportFormats } from '../../corpus/formats/write/formats.ts'
import { kinds } from '../../kinds/kinds.ts'
import type { OutFolder } from '../../model/out-folder.ts'
import { corpus, item, source } from '../../store/suites/examples.contract.ts'
import type { Context } from '../context.ts'
import { exportReadings } from '../exports/export-readings.ts'
import { writeLog } from '../exports/write-log.ts'
import { liftRecall } from '../recalls/lift.ts'
import { listRecalls } from '../recalls/list.ts'
import { recallLabels } from '../recalls/recall.ts'
import { explainReading } from './explain.ts'
import { listChangedReadings } from './list-changes.ts'
import { listReadings } from './list.ts'
import { measureHealth } from './measure-health.ts'
import { rebuildAll } from './rebuild.ts'
import { reviewReading } from './review.ts'
import { settleReadings } from './settle.ts'

type UseCase = (context: Context) => Promise<unknown>

const name = 'letters'
const [format] = exportFormats
const out: OutFolder = {
  name: 'out',
  add: () => Promise.reject(new Error('nothing is to be written')),
  finish: () => Promise.reject(new Error('nothing is to be finished')),
  abandon: () => Promise.resolve(),
}
const time = { is: 'time', fromMs: 1, toMs: 2, reason: 'bots' } as const

const ofCorpus: Readonly<Record<string, UseCase>> = {
  list: (context) => listReadings(context, { corpus: name, state: 'open', limit: 9, after: '' }),
  changes: (context) => listChangedReadings(context, { corpus: name, fromMs: 0 }),
  health: (context) => measureHealth(context, { corpus: name }),
  settle: (context) => settleReadings(context, { corpus: name, again: true }),
  rebuild: (context) => rebuildAll(context, { corpus: name, onlyChecks: false }),
  recalls: (context) => listRecalls(context, { corpus: name }),
  recall: (context) => recallLabels(context, { ...time, corpus: name }),
  lift: (context) => liftRecall(context, { corpus: name, id: 'any' }),
  log: (context) =>
    writeLog(context, {
      corpus: name,
      format: 'csv',
      write: () => Promise.reject(new Error('nothing is to be written')),
    }),
  export: (context) => {
    assert.ok(format)
    return exportReadings(context, { corpus: name, format, which: 'all', baseUrl: null, out })
  },
}

const ofItem: Readonly<Record<string, UseCase>> = {
  show: (context) => explainReading(context, { item: { id: 'u' } }),
  review: (context) =>
    reviewReading(context, { item: { id: 'u' }, decision: 'reject', text: null }),
}

describe('who acts for another organisation', () => {
  let terminal: FakeTerminal
  let context: Context
  beforeEach(async () => {
    terminal = fakeTerminal()
    const { corpora, sources } = terminal.store
    await corpora.add(corpus)
    await sources.add('main', source, [item('u', { status: 'unknown', label: null })])
    const unused = () => Promise.reject(new Error('no use case of readings opens anything'))
    const open = {
      openFolder: unused,
      openOut: unused,
      openPage: unused,
      openSound: unused,
      openSpeaker: unused,
      openReader: unused,
      measureLook: unused,
    }
    const organisation = { id: 'other', name: 'other', createdAtMs: 0 }
    context = {
      ...open,
      refuseUnreadable: unused,
      openWeb: () => assert.fail('no use case of readings asks the web'),
      actor: { name: 'test', organisation },
      store: terminal.store,
      kinds,
      clock: terminal.now,
      random: randomBytes,
      version: '0',
      stop: new AbortController().signal,
      onProgress: () => undefined,
    }
  })
  afterEach(() => terminal.close())

  for (const [use, call] of Object.entries(ofCorpus))
    test(`sees no such corpus: ${use}`, async () => {
      assert.deepEqual(await call(context), { refused: 'no_such_corpus', corpus: name })
    })

  for (const [use, call] of Object.entries(ofItem))
    test(`sees no such item: ${use}`, async () => {
      assert.deepEqual(await call(context), { refused: 'no_such_item', id: 'u' })
      const own = { ...context, actor: { name: 'test', organisation: null } }
      // Otherwise a use case that sees nothing at all would pass.
      assert.notDeepEqual(await call(own), { refused: 'no_such_item', id: 'u' })
    })
})
