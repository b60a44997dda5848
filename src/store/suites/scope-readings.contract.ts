import type { AuditLine } from '../../model/audit.ts'
import type { Source } from '../../model/source.ts'
import type { Database } from '../../model/store.ts'
import { item } from './examples.contract.ts'
import { lineFor, type Scoped } from './scope-call.contract.ts'

/** The item that is read of a corpus of this name. */
function itemOf(corpus: string): string {
  return `item of ${corpus}`
}

/** Keeps a source with an item that was read, with its reading, a label, a known answer, and a recall. */
export async function fillReadings(
  { sources, answers, readings, recalls }: Database,
  organisation: string,
  page: Source,
): Promise<void> {
  const { corpus, id: sourceId } = page
  const itemId = itemOf(corpus)
  const known = `known ${itemId}`
  await sources.add(page, [
    item(itemId, { corpus, sourceId, status: 'unknown', label: null }),
    item(known, { corpus, sourceId }),
  ])
  const common = { corpus, keyword: null, verdict: 'pass', networkHash: 'n', elapsedMs: 1 } as const
  const challengeId = `challenge of ${corpus}`
  await answers.keep(
    {
      ...common,
      challengeId,
      contract: 'ocapi',
      sitekey: 's',
      kind: 'transcription',
      known: [{ itemId: known, given: 'x', isRight: true }],
      answeredAtMs: 1,
    },
    [{ ...common, challengeId, itemId, given: 'x', weight: 1, knownAsked: 1, givenAtMs: 1 }],
  )
  const about = { itemId, corpus, text: 'x', state: 'contested', confidence: 0.5 } as const
  const counts = { rawConfidence: 0.5, answers: 1, networks: 1, agreement: 1, attack: 0 }
  const times = { firstAnswerAtMs: 1, lastAnswerAtMs: 1 }
  const reading = { ...about, ...counts, ...times, alternatives: [], engine: 'e' }
  const event = { ...about, atMs: 1, wasState: 'accepted', wasText: 'y', cause: 'labels' } as const
  const settled = { corpus, untilMs: 1, labelsSinceFit: 0 }
  await readings.keep([{ itemId, reading, event }], settled)
  const time = { fromMs: 1, toMs: 2, recalledAtMs: 1, liftedAtMs: null }
  const recall = { ...time, id: recallOf(corpus), corpus, networkHash: null, reason: 'bots' }
  await recalls.add(organisation, [recall], lineFor(organisation))
}

/** All that management may change of what is read of a corpus, as its own organisation sees it. */
export async function lookAtReadings(
  { readings, recalls }: Database,
  { organisation, corpus }: { organisation: string; corpus: string },
): Promise<unknown> {
  return [
    await readings.evidenceOf([itemOf(corpus)], 100),
    await recalls.list(organisation, corpus),
  ]
}

function recallOf(corpus: string): string {
  return `recall of ${corpus}`
}

const start = { itemId: '', challengeId: '' }

/** The calls of management on readings and recalls. */
export const scopedReadings: Readonly<Record<string, Scoped>> = {
  'readings.count': {
    call: async ({ readings }, organisation, { corpus }) =>
      (await readings.count(organisation, corpus.name)).contested,
    nothing: 0,
  },
  'readings.list': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.list(organisation, corpus.name, { state: 'contested', after: '', limit: 9 }),
    nothing: [],
  },
  'readings.history': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.history(organisation, itemOf(corpus.name), 9),
    nothing: [],
  },
  'readings.listWithdrawn': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.listWithdrawn(organisation, corpus.name, { fromMs: 0, limit: 9 }),
    nothing: [],
  },
  'readings.listLog': {
    call: async ({ readings }, organisation, { corpus }) => {
      const of = { after: start, limit: 9 }
      const { name } = corpus
      const known = await readings.listLog(organisation, name, { ...of, role: 'known' })
      const unknown = await readings.listLog(organisation, name, { ...of, role: 'unknown' })
      return [known.length, unknown.length]
    },
    nothing: [0, 0],
  },
  'readings.labelsOf': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.labelsOf(organisation, itemOf(corpus.name), 9),
    nothing: [],
  },
  'readings.decide': {
    call: async ({ readings, secrets }, organisation, { corpus }) => {
      const of = { itemId: itemOf(corpus.name), corpus: corpus.name, text: null }
      const line = decisionLine(organisation)
      const decision = { ...of, decision: 'reject', decidedAtMs: 1 } as const
      const isDone = await readings.decide(organisation, decision, line)
      const audit = await secrets.listAudit(organisation, 9)
      return [isDone, audit.some(({ action }) => action === line.action)]
    },
    nothing: [false, false],
  },
  'recalls.add': {
    call: async ({ recalls }, organisation, { corpus, organisation: owner }) => {
      const time = { fromMs: 1, toMs: 2, recalledAtMs: 1, liftedAtMs: null }
      const added = { ...time, id: 'added', corpus: corpus.name, networkHash: null, reason: 'r' }
      await recalls.add(organisation, [added], lineFor(organisation))
      const all = await recalls.list(owner, corpus.name)
      return all.some(({ id }) => id === 'added')
    },
    nothing: false,
  },
  'recalls.lift': {
    call: ({ recalls }, organisation, { corpus }) => {
      const lifted = { atMs: 5, line: lineFor(organisation) }
      return recalls.lift(organisation, recallOf(corpus.name), lifted)
    },
    nothing: 0,
  },
  'recalls.list': {
    call: ({ recalls }, organisation, { corpus }) => recalls.list(organisation, corpus.name),
    nothing: [],
  },
}

function decisionLine(organisation: string): AuditLine {
  return { ...lineFor(organisation), action: 'decided' }
}
