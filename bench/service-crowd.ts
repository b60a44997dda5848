import { setTimeout as pause } from 'node:timers/promises'
import { truthOf, type Archive } from './service-archive.ts'
import type { Inside } from './service-inside.ts'
import type { Visitor } from './service-visitors.ts'

/** What the visitors did, and the replies they got. */
export type VisitLog = {
  asked: number
  reported: number
  /** The verdicts that visitors received, by challenge. */
  verdicts: Map<string, string>
  /** Answers that were sent again after a crash, and had been stored the first time. */
  keptUnconfirmed: number
  /** Refused answers and challenges, by the reply. */
  refused: Map<string, number>
  refusedInRow: number
}

/** What a visit needs: the current service, which may be down for a while. */
export type VisitContext = {
  origin: () => string
  sitekey: string
  inside: Inside
  truth: Archive['truth']
  nextVisitor: () => Visitor
  /** Checked before each visit. */
  isOver: () => boolean
}

/** The run fails when this many visitors in a row are refused. */
const refusedMax = 500
/** The number of streams of visitors; each pauses briefly after every visitor. */
const streams = 5
const emptyMs = 40
const againAfterMs = 100
const triesMax = 300

/** Opens an empty log of the visits. */
export function openVisitLog(): VisitLog {
  return {
    asked: 0,
    reported: 0,
    verdicts: new Map(),
    keptUnconfirmed: 0,
    refused: new Map(),
    refusedInRow: 0,
  }
}

/** Sends visitors, one after another in each stream, until the run is over. */
export async function visit(context: VisitContext, log: VisitLog): Promise<void> {
  await Promise.all(
    Array.from({ length: streams }, async () => {
      while (!context.isOver()) {
        await visitOnce(context, context.nextVisitor(), log)
        await pause(emptyMs)
      }
    }),
  )
}

async function visitOnce(context: VisitContext, visitor: Visitor, log: VisitLog): Promise<void> {
  const path = `/v2/challenge/${context.sitekey}`
  const { address } = visitor
  const issued = await call(context, { path, address })
  if (issued.status !== 200) return refuse(log, issued)
  log.asked += 1
  log.refusedInRow = 0
  const { challenge_id: id } = issued.body as { challenge_id: string }
  const pictures = context.inside.shownIn(id).map(({ imageId, region, role }) => {
    const truth = truthOf(context.truth, region)
    return { imageId, region, truth, decides: role === 'known' }
  })
  const bad = pictures.find(visitor.findsUnreadable)
  if (bad) {
    const body = { challenge: id, image: bad.imageId, reason: 'unreadable' }
    await call(context, { path: '/api/report', address, body })
    log.reported += 1
    return
  }
  const texts = visitor.answer(pictures)
  const answers = Object.fromEntries(pictures.map(({ imageId }, at) => [imageId, texts[at] ?? '']))
  noteReply(log, id, await call(context, { path: `${path}/${id}`, address, body: { answers } }))
}

function noteReply(log: VisitLog, id: string, reply: Reply): void {
  const { state, error } = reply.body as { state?: string; error?: string }
  if (reply.status === 200) log.verdicts.set(id, state ?? '')
  else if (reply.wasGone && error === 'already_answered') log.keptUnconfirmed += 1
  else refuse(log, reply)
}

function refuse(log: VisitLog, { status, body }: Reply): void {
  const what = `${status} ${(body as { error?: string }).error ?? ''}`
  log.refused.set(what, (log.refused.get(what) ?? 0) + 1)
  log.refusedInRow += 1
  if (log.refusedInRow >= refusedMax)
    throw new Error(`The service replied ${what} ${refusedMax} times in a row.`)
}

type Call = { path: string; address: string; body?: object }
type Reply = { status: number; body: unknown; wasGone: boolean }

// A browser retries while the service is down.
async function call(context: VisitContext, { path, address, body }: Call): Promise<Reply> {
  for (let tries = 0; tries < triesMax; tries++) {
    try {
      const reply = await fetch(context.origin() + path, {
        method: body ? 'POST' : 'GET',
        headers: { 'x-forwarded-for': address, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return { status: reply.status, body: await reply.json(), wasGone: tries > 0 }
    } catch {
      await pause(againAfterMs)
    }
  }
  throw new Error(`${path}: the service did not come back`)
}
