import type { Clock, Random, Tickets } from '../model/stores.ts'

/** A killed process keeps the others waiting for this long; much longer than a page of items takes. */
export const turnLifeMs = 60_000

const turnRules = {
  idBytes: 16,
  renewedAfterMs: 20_000,
  tryEveryMs: 50,
  /** Ten seconds. */
  triesMax: 200,
} as const

/** What taking a turn needs. */
export type TurnContext = {
  tickets: Pick<Tickets, 'put' | 'peek' | 'take' | 'sweep'>
  clock: Clock
  random: Random
}

/** A process's turn at a corpus. Ask after each page whether it goes on; that lets others in between. */
export type Turn = { goesOn(): Promise<boolean> }

/**
 * Works on a corpus while no other process does. Null if another one does (after ten seconds, if the caller
 * waits). Two at once would report a change twice, and the slower one could replace a newer reading with an
 * older one. If the turn is lost on the way, the work ends after a commit, and the next turn resumes there.
 */
export async function inTurn<Outcome>(
  context: TurnContext,
  { corpus, waits }: { corpus: string; waits: boolean },
  work: (turn: Turn) => Promise<Outcome>,
): Promise<Outcome | null> {
  const id = `settling ${corpus}`
  const body = context.random(turnRules.idBytes).toString('hex')
  for (let tries = 1; !(await lay(context, id, body)); tries++) {
    if (!waits || tries >= turnRules.triesMax) return null
    await pause()
  }
  try {
    return await work(openTurn(context, id, body))
  } finally {
    await lift(context, id, body).catch(() => undefined)
  }
}

/**
 * Yields to the event loop: a store that reads at once never yields by itself, and visitors would wait
 * meanwhile.
 */
export function letOthersIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function openTurn(context: TurnContext, id: string, body: string): Turn {
  let renewAtMs = context.clock() + turnRules.renewedAfterMs
  return {
    goesOn: async () => {
      await letOthersIn()
      if (context.clock() < renewAtMs) return true
      renewAtMs = context.clock() + turnRules.renewedAfterMs
      // Another process may come between the two; then it is that one's turn.
      return (await lift(context, id, body)) && lay(context, id, body)
    },
  }
}

async function lay({ tickets, clock }: TurnContext, id: string, body: string): Promise<boolean> {
  // The ticket of a killed process stays until it is swept.
  await tickets.sweep()
  try {
    await tickets.put({ kind: 'lock', id, body, expiresAtMs: clock() + turnLifeMs })
    return true
  } catch (cause) {
    if ((await tickets.peek('lock', id)) === null) throw cause
    return false
  }
}

async function lift({ tickets }: TurnContext, id: string, body: string): Promise<boolean> {
  return (await tickets.peek('lock', id)) === body && (await tickets.take('lock', id)) !== null
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, turnRules.tryEveryMs))
}
