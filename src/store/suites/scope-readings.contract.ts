import type { AuditLine } from '../../model/audit.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { KeptFit, NetworkRecord } from '../../model/fit.ts'
import type { Database } from '../../model/store.ts'
import { itemsOf, lineFor, type Owned, type Scoped } from './scope-call.contract.ts'

const networkHash = 'n'

/** Keeps what is read of an item, with a label, a known answer, a recall and a fit. */
export async function fillReadings(
  { answers, fits, readings, recalls }: Database,
  { organisation, corpus: { name: corpus } }: Owned,
): Promise<void> {
  const { known, read: itemId } = itemsOf({ name: corpus })
  const common = { corpus, keyword: null, verdict: 'pass', networkHash, elapsedMs: 1 } as const
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
  const time = { fromMs: 1, toMs: 2, recalledAtMs: 1, liftedAtMs: null, alarm: null }
  const recall = { ...time, id: recallOf(corpus), corpus, networkHash: null, reason: 'bots' }
  const hold = { ...recall, id: holdOf(corpus), toMs: null, alarm: 'burst' } as const
  await recalls.add(organisation, [recall, hold], lineFor(organisation))
  await fits.keep(fitOf(corpus), [record])
}

const record: NetworkRecord = {
  networkHash,
  knownAsked: 1,
  knownRight: 1,
  compared: 0,
  agreed: 0,
  isHeld: false,
}

function fitOf(corpus: string): KeptFit {
  const times = { untilMs: 1, fittedAtMs: 1 }
  return { corpus, engine: 'e', ...times, labels: 1, recalls: 0, isStale: false, parameters: '{}' }
}

function recallOf(corpus: string): string {
  return `recall of ${corpus}`
}

function holdOf(corpus: string): string {
  return `hold of ${corpus}`
}

function readOf(corpus: Corpus): string {
  return itemsOf(corpus).read
}

const start = { itemId: '', challengeId: '' }

/** The calls on readings, labels, fits and recalls that are made on behalf of an organisation. */
export const scopedReadings: Readonly<Record<string, Scoped>> = {
  'answers.listLabels': {
    call: ({ answers }, organisation, { corpus }) =>
      answers.listLabels(organisation, corpus.name, 9),
    nothing: [],
  },
  'readings.find': {
    call: ({ readings }, organisation, { corpus }) => readings.find(organisation, readOf(corpus)),
    nothing: null,
  },
  'readings.findAll': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.findAll(organisation, corpus.name, [readOf(corpus)]),
    nothing: [],
  },
  'readings.evidenceOf': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.evidenceOf(organisation, [readOf(corpus)], 100),
    nothing: [],
  },
  'readings.walk': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.walk(organisation, corpus.name, { after: '', limit: 9, untilMs: 100 }),
    nothing: [],
  },
  'readings.countLabels': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.countLabels(organisation, corpus.name, 100),
    nothing: 0,
  },
  'readings.listLatest': {
    call: async ({ readings }, organisation, { corpus }) =>
      (await readings.listLatest(organisation, corpus.name, 9)).length,
    nothing: 0,
  },
  'readings.ofSource': {
    call: ({ readings }, organisation, { page }) => readings.ofSource(organisation, page.id),
    nothing: [],
  },
  'readings.ofDocument': {
    call: ({ readings }, organisation, { corpus }) =>
      readings.ofDocument(organisation, corpus.name, 'x.xml'),
    nothing: [],
  },
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
      readings.history(organisation, readOf(corpus), 9),
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
      readings.labelsOf(organisation, readOf(corpus), 9),
    nothing: [],
  },
  'readings.decide': {
    call: async ({ readings, secrets }, organisation, { corpus }) => {
      const of = { itemId: readOf(corpus), corpus: corpus.name, text: null }
      const line = decisionLine(organisation)
      const decision = { ...of, decision: 'reject', decidedAtMs: 1 } as const
      const isDone = await readings.decide(organisation, decision, line)
      const audit = await secrets.listAudit(organisation, 9)
      return [isDone, audit.some(({ action }) => action === line.action)]
    },
    nothing: [false, false],
  },
  'fits.find': {
    call: ({ fits }, organisation, { corpus }) => fits.find(organisation, corpus.name),
    nothing: null,
  },
  'fits.recordsOf': {
    call: ({ fits }, organisation, { corpus }) =>
      fits.recordsOf(organisation, corpus.name, [networkHash]),
    nothing: [],
  },
  'fits.listRecords': {
    call: ({ fits }, organisation, { corpus }) =>
      fits.listRecords(organisation, corpus.name, '', 9),
    nothing: [],
  },
  'pairs.countSlices': {
    call: ({ pairs }, organisation, { corpus }) => pairs.countSlices(organisation, corpus.name),
    nothing: [],
  },
  'pairs.countUnlike': {
    call: ({ pairs }, organisation, { corpus }) => pairs.countUnlike(organisation, corpus.name),
    nothing: 0,
  },
  'pairs.listTexts': {
    call: ({ pairs }, organisation, { corpus }) => pairs.listTexts(organisation, corpus.name, 9),
    nothing: [],
  },
  'pool.size': {
    call: ({ pool }, organisation, { corpus }) => pool.size(organisation, corpus.name, 9),
    nothing: { known: 0, canaries: 0 },
  },
  'recalls.add': {
    call: async ({ recalls }, organisation, { corpus, organisation: owner }) => {
      const time = { fromMs: 1, toMs: 2, recalledAtMs: 1, liftedAtMs: null, alarm: null }
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
  'recalls.end': {
    call: ({ recalls }, organisation, { corpus }) =>
      recalls.end(organisation, holdOf(corpus.name), { toMs: 5, line: lineFor(organisation) }),
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
