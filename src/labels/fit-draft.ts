import type { DraftPart, Fits } from '../model/fit.ts'
import type { ReadingCause } from '../model/reading.ts'
import { readBlock, writeBlock, type HeardBlock } from './block-text.ts'
import { engine, type Parameters } from './fit.ts'
import type { Lessons } from './lessons.ts'
import { restoreRecords, slicesOf, type KnownAnswerCounts } from './network-records.ts'
import type { Networks } from './networks.ts'
import type { RoundFit } from './tally.ts'

/** An unfinished fit is forgotten after a day: too much has been said since. */
const draftLifeMs = 86_400_000

/** How far an unfinished fit is. */
export type DraftHead = {
  engine: string
  untilMs: number
  fittedAtMs: number
  /** What the fit began with: if it changes, the fit begins anew. */
  recalls: number
  marks: number
  cause: ReadingCause
  /** How many blocks of lessons are kept, and the last item of them. */
  blocks: number
  after: string
  /** How many rounds are done, and what the last has learned of the corpus, and of networks in so many parts. */
  rounds: number
  parameters: Parameters | null
  recordParts: number
  /** Whether the fit is kept and its readings are being settled: the last item, and the time of the last label. */
  isSettling: boolean
  settledTo: string
  latestMs: number
}

/** What a new fit begins with. */
export type Begun = Pick<DraftHead, 'untilMs' | 'fittedAtMs' | 'recalls' | 'marks' | 'cause'>

/** The head of a fit of which nothing is done yet. */
export function beginDraft(begun: Begun): DraftHead {
  return {
    engine,
    ...begun,
    blocks: 0,
    after: '',
    rounds: 0,
    parameters: null,
    recordParts: 0,
    isSettling: false,
    settledTo: '',
    latestMs: 0,
  }
}

/** The unfinished fit of a corpus, if it began with the same recalls and marks, not long ago; null otherwise. */
export async function findDraft(
  fits: Fits,
  corpus: string,
  { recalls, marks, nowMs }: { recalls: number; marks: number; nowMs: number },
): Promise<DraftHead | null> {
  const kept = await fits.findDraft(corpus)
  if (kept === null) return null
  const head = JSON.parse(kept) as DraftHead
  const isOurs = head.engine === engine && head.recalls === recalls && head.marks === marks
  return isOurs && Math.abs(nowMs - head.fittedAtMs) < draftLifeMs ? head : null
}

/** Keeps what a fit does on the way. */
export type Draft = {
  readonly head: DraftHead
  /** Puts back what was kept: lessons, networks, known answers, and what the last round learned. */
  restore(into: Restored): Promise<RoundFit | null>
  /** Keeps a block of lessons that ends with an item. */
  keepBlock(heard: HeardBlock, after: string): Promise<void>
  keepRound(fit: RoundFit): Promise<void>
  /** Goes over to the readings, once the fit is kept, and forgets all parts. */
  settle(): Promise<void>
  /** Keeps how far readings are settled. */
  advance(to: Pick<DraftHead, 'settledTo' | 'latestMs'>): Promise<void>
  forget(): Promise<void>
}

type Restored = { lessons: Lessons; networks: Networks; known: KnownAnswerCounts }

const stageOfBlocks = 0

/** Opens a draft that is kept in the store. A round is a stage of its own, which replaces the one before it. */
export function openDraft(fits: Fits, corpus: string, begun: DraftHead): Draft {
  let head = begun
  const write = async (
    change: Partial<DraftHead>,
    part: DraftPart | null = null,
  ): Promise<void> => {
    head = { ...head, ...change }
    await fits.keepDraft(corpus, JSON.stringify(head), part)
  }
  const read = async (stage: number, number: number): Promise<string> => {
    const body = await fits.readDraftPart(corpus, stage, number)
    if (body === null) throw new Error(`labels: part ${number} of stage ${stage} is not kept`)
    return body
  }
  return {
    get head() {
      return head
    },
    restore: async (into) => {
      for (let number = 0; number < head.blocks; number++)
        restoreBlock(readBlock(await read(stageOfBlocks, number)), into)
      if (!head.parameters) return null
      const slices: string[] = []
      for (let number = 0; number < head.recordParts; number++)
        slices.push(await read(head.rounds, number))
      return { parameters: head.parameters, records: restoreRecords(slices, into) }
    },
    keepBlock: async (heard, after) => {
      const part = { stage: stageOfBlocks, number: head.blocks, body: writeBlock(heard) }
      await write({ after, blocks: head.blocks + 1 }, part)
    },
    keepRound: async ({ parameters, records }) => {
      const stage = head.rounds + 1
      let number = 0
      for (const body of slicesOf(records)) {
        await write({}, { stage, number, body })
        number += 1
      }
      await write({ rounds: stage, parameters, recordParts: number })
      await fits.forgetDraftParts(corpus, { from: stageOfBlocks + 1, to: stage })
    },
    settle: async () => {
      await write({ isSettling: true })
      await fits.forgetDraftParts(corpus, { from: stageOfBlocks, to: head.rounds + 1 })
    },
    advance: (to) => write(to),
    forget: () => fits.forgetDraft(corpus),
  }
}

function restoreBlock({ block, networks, known }: HeardBlock, into: Restored): void {
  for (const networkHash of networks) into.networks.numberOf(networkHash)
  for (const answer of known) into.known.add(Math.floor(answer / 2), answer % 2 === 1)
  into.lessons.restore(block)
}
