import { setTimeout as pause } from 'node:timers/promises'
import { truthOf, type Archive } from './service-archive.ts'
import type { Inside } from './service-inside.ts'
import type { Visitor } from './service-visitors.ts'

/** What the visitors did, and the replies they got. */
export type Told = {
  asked: number
  reported: number
  /** The verdicts that visitors got, by challenge. */
  verdicts: Map<string, string>
  /** Answers that were sent again after the service was gone, and had been kept the first time. */
  keptUntold: number
  /** Answers and challenges that came to nothing, by what was said. */
  refused: Map<string, number>
  refusedInRow: number
}

/** What visiting needs: the service of the moment, which may be gone for a while. */
export type Street = {
  origin: () => string
  sitekey: string
  inside: Inside
  truth: Archive['truth']
  nextVisitor: () => Visitor
  /** Asked before each visit. */
  isOver: () => boolean
}

/** When this many visitors in a row get no challenge, the run is over. */
const refusedMax = 500
/** How many streams of visitors there are; each pauses a little after every visitor. */
const contracts = 5
const emptyMs = 40
const againAfterMs = 100
const triesMax = 300

/** Opens a record of the replies. */
export function openBook(): Told {
  return {
    asked: 0,
    reported: 0,
    verdicts: new Map(),
    keptUntold: 0,
    refused: new Map(),
    refusedInRow: 0,
  }
}

/** Sends visitors, one after another in each of a few streams, until it is over. */
export async function visit(street: Street, book: Told): Promise<void> {
  await Promise.all(
    Array.from({ length: contracts }, async () => {
      while (!street.isOver()) {
        await visitOnce(street, street.nextVisitor(), book)
        await pause(emptyMs)
      }
    }),
  )
}

async function visitOnce(street: Street, visitor: Visitor, book: Told): Promise<void> {
  const path = `/v2/challenge/${street.sitekey}`
  const { address } = visitor
  const issued = await call(street, { path, address })
  if (issued.status !== 200) return refuse(book, issued)
  book.asked += 1
  book.refusedInRow = 0
  const { challenge_id: id } = issued.body as { challenge_id: string }
  const pictures = street.inside.shownIn(id).map(({ imageId, region, role }) => {
    const truth = truthOf(street.truth, region)
    return { imageId, region, truth, decides: role === 'known' }
  })
  const bad = pictures.find(visitor.findsUnreadable)
  if (bad) {
    const body = { challenge: id, image: bad.imageId, reason: 'unreadable' }
    await call(street, { path: '/api/report', address, body })
    book.reported += 1
    return
  }
  const texts = visitor.answer(pictures)
  const answers = Object.fromEntries(pictures.map(({ imageId }, at) => [imageId, texts[at] ?? '']))
  noteReply(book, id, await call(street, { path: `${path}/${id}`, address, body: { answers } }))
}

function noteReply(book: Told, id: string, reply: Reply): void {
  const { state, error } = reply.body as { state?: string; error?: string }
  if (reply.status === 200) book.verdicts.set(id, state ?? '')
  else if (reply.wasGone && error === 'already_answered') book.keptUntold += 1
  else refuse(book, reply)
}

function refuse(book: Told, { status, body }: Reply): void {
  const what = `${status} ${(body as { error?: string }).error ?? ''}`
  book.refused.set(what, (book.refused.get(what) ?? 0) + 1)
  book.refusedInRow += 1
  if (book.refusedInRow >= refusedMax)
    throw new Error(`The service answers ${what} again and again.`)
}

type Call = { path: string; address: string; body?: object }
type Reply = { status: number; body: unknown; wasGone: boolean }

// A browser retries when the service is gone.
async function call(street: Street, { path, address, body }: Call): Promise<Reply> {
  for (let tries = 0; tries < triesMax; tries++) {
    try {
      const reply = await fetch(street.origin() + path, {
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
