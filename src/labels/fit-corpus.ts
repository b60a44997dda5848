import type { Evidence } from '../model/reading.ts'
import { beginFit, readParameters, type Fit, type Parameters } from './fit.ts'
import type { Draft } from './fit-draft.ts'
import { countKnown, hearLesson, type FitNetworks } from './lesson.ts'
import { lessonRoom, openLessons, type Block, type LessonRoom, type Lessons } from './lessons.ts'
import { noRecords, openKnownAnswerCounts } from './network-records.ts'
import { openNetworks } from './networks.ts'
import type { SettleSession } from './settle-session.ts'
import { fitRounds, openTally, type RoundFit, type Tally } from './tally.ts'

const itemsPerPage = 100
const lessonsPerTurn = 500

/** How much a fit holds, and where it keeps what it does on the way; null if nowhere. */
export type FitMeans = Partial<LessonRoom> & { draft?: Draft | null }

/**
 * Fits all labels of a corpus up to a time. Reads the log once and keeps what it can teach small, for the further
 * rounds; what there is no room for is read again in each. Holds one page of items besides, and the records of the
 * networks. The same log gives the same fit, also if an interrupted fit goes on from its draft. Null if the turn was
 * lost.
 */
export async function fitCorpus(
  session: SettleSession,
  untilMs: number,
  { draft = null, ...room }: FitMeans = {},
): Promise<Fit | null> {
  const heard: Heard = {
    lessons: openLessons({ ...lessonRoom, ...room }),
    networks: openNetworks(),
    known: openKnownAnswerCounts(),
    upTo: draft?.head.after ?? '',
  }
  const begun = { parameters: beginFit(session.corpus.kind).parameters, records: noRecords }
  let fit: RoundFit = (await draft?.restore(heard)) ?? begun
  for (let round = draft?.head.rounds ?? 0; round < fitRounds; round++) {
    const tally = openTally(fit, { ...session.terms, ...heard }, round)
    if (!(await addKept(session, heard, tally))) return null
    const learning = { heard, tally, untilMs, draft }
    const isWhole = await (round === 0 ? hearRest : addRest)(session, learning)
    if (!isWhole) return null
    fit = tally.close()
    // What is not even a block is made again in a moment.
    if (draft && draft.head.blocks > 0) await draft.keepRound(fit)
  }
  return { parameters: asKept(fit.parameters), records: fit.records }
}

/** What a fit has heard, and the last item of which it is kept. */
type Heard = FitNetworks & { lessons: Lessons; upTo: string }

type Learning = { heard: Heard; tally: Tally; untilMs: number; draft: Draft | null }

async function addKept(session: SettleSession, { lessons }: Heard, tally: Tally): Promise<boolean> {
  let count = 0
  for (const lesson of lessons) {
    tally.add(lesson)
    count += 1
    if (count % lessonsPerTurn === 0 && !(await goesOn(session))) return false
  }
  return true
}

async function hearRest(
  session: SettleSession,
  { heard, tally, untilMs, draft }: Learning,
): Promise<boolean> {
  const { lessons, networks } = heard
  const news = openNews(heard)
  const keep = async (block: Block | null): Promise<void> => {
    if (draft && block) await draft.keepBlock({ block, ...news.take() }, heard.upTo)
  }
  const terms = { ...session.terms, networks }
  let isRoom = true
  for await (const page of walkAll(session, { after: heard.upTo, untilMs })) {
    for (const evidence of page) {
      const lesson = hearLesson(evidence, terms)
      const { isFull, closed } = lessons.add(lesson)
      await keep(closed)
      countKnown(evidence, { ...terms, known: news })
      tally.add(lesson)
      isRoom = !isFull
      if (isRoom) heard.upTo = evidence.item.id
    }
    if (!(await session.turn.goesOn())) return false
  }
  if (draft && draft.head.blocks > 0 && isRoom) await keep(lessons.end())
  return true
}

/** What is heard of networks since it was last taken. */
function openNews({ networks, known }: FitNetworks) {
  let size = networks.size
  let answers: number[] = []
  return {
    ...known,
    add: (network: number, isRight: boolean): void => {
      known.add(network, isRight)
      answers.push(2 * network + (isRight ? 1 : 0))
    },
    take: () => {
      const hashes: string[] = []
      while (size < networks.size) hashes.push(networks.hashOf(size++))
      const taken = { networks: hashes, known: answers }
      answers = []
      return taken
    },
  }
}

async function addRest(
  session: SettleSession,
  { heard, tally, untilMs }: Learning,
): Promise<boolean> {
  for await (const page of walkAll(session, { after: heard.upTo, untilMs })) {
    for (const evidence of page) tally.add(hearLesson(evidence, { ...session.terms, ...heard }))
    if (!(await session.turn.goesOn())) return false
  }
  return true
}

// Between two calls of the store a job lets others in.
async function goesOn({ turn, context, corpus }: SettleSession): Promise<boolean> {
  return (await turn.goesOn()) && (await context.corpora.find(corpus.name)) !== null
}

async function* walkAll(
  { corpus, context }: SettleSession,
  { after, untilMs }: { after: string; untilMs: number },
): AsyncGenerator<Evidence[]> {
  for (;;) {
    const next = { after, limit: itemsPerPage, untilMs }
    const page = await context.readings.walk(corpus.organisation, corpus.name, next)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.item.id
  }
}

// Settles with the parameters as they will be read back, so that nothing depends on what JSON cannot hold.
function asKept(parameters: Parameters): Parameters {
  const read = readParameters(JSON.stringify(parameters))
  if (!read) throw new Error('labels: the engine does not read its own parameters')
  return read
}
