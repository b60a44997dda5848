import { createHmac } from 'node:crypto'

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { solveChallenge } from 'altcha-lib/v1'
import type { Call, Services } from '../services.ts'

/** Sends one call and gives the JSON of the reply; a reply other than 200 is thrown. */
export type Ask = (call: Call) => Promise<unknown>

/** One operation: how the calls of a round are made, before it is measured, and which replies are good. */
export type Operation = {
  name: string
  peer: string
  makeCalls: (count: number) => Promise<Call[]>
  isGood: (body: string) => boolean
}

const solutionsOfCap = Array.from({ length: 50 }, (_, n) => n)

type Site = { client_id: string; secret: string; private_id: string }
type Issued = { challenge: { challenge_id: string; images: { id: string }[] } }
type Ticket = { items: { imageId: string; role: string; label: string | null }[] }

/** The operations of the service that sites and visitors wait for, on the demonstration's corpora. */
export function operationsOf(services: Services, ask: Ask): Operation[] {
  const sites = services.command('site', 'list') as { client_id: string; name: string }[]
  const [words, pictures] = ['transcription', 'classification'].map((kind) => {
    const found = sites.find(({ name }) => name.includes(kind))
    if (!found) throw new Error(`the demonstration has no site for ${kind}`)
    services.command('site', 'set', found.client_id, '--difficulty', 'easy')
    return services.command('site', 'show', found.client_id) as Site
  })
  const invisible = services.command('site', 'add', 'invisible', '--mode', 'invisible') as Site
  if (!words || !pictures) throw new Error('the demonstration has no sites')
  const findTicket = openTickets(services.dataDir)

  const issue = ({ client_id: sitekey }: Site): Call => post('/api/challenge', { sitekey })
  const issueAndRead = async (): Promise<{ challenge_id: string; answers: object }> => {
    const { challenge } = (await ask(issue(words))) as Issued
    const { items } = findTicket(challenge.challenge_id)
    const answers = Object.fromEntries(items.map((item) => [item.imageId, item.label ?? 'lorem']))
    return { challenge_id: challenge.challenge_id, answers }
  }
  const answer = async (): Promise<Call> =>
    post('/api/answer', { sitekey: words.client_id, ...(await issueAndRead()) })
  const redeem = async (): Promise<Call> => {
    const { pass } = (await ask(issue(invisible))) as { pass: { token: string } }
    const { secret, client_id: sitekey } = invisible
    const body = new URLSearchParams({ secret, response: pass.token, sitekey }).toString()
    return { method: 'POST', path: '/siteverify', body, type: 'application/x-www-form-urlencoded' }
  }
  const state = async (): Promise<Call> => {
    const { challenge_id: challenge, answers } = await issueAndRead()
    await ask(post(`/v2/challenge/${words.client_id}/${challenge}`, { answers }))
    const authorization = signJwt(words)
    return { method: 'GET', path: `/v2/state/${words.client_id}/${challenge}`, authorization }
  }

  return [
    operation('issue, 2 pictures', async () => issue(words), '"challenge_id"'),
    operation('issue, 9 pictures', async () => issue(pictures), '"challenge_id"'),
    operation('issue, a pass unasked', async () => issue(invisible), '"token"'),
    operation('answer, to a token', answer, '"token"'),
    operation('siteverify', redeem, '"success":true'),
    operation('state', state, '"validated"'),
  ]
}

/** The operations of the peers, each on a server of its own. */
export function operationsOfPeers(askPeer: (peer: string) => Ask): Operation[] {
  const solveAltcha = async (): Promise<Call> => {
    const made = (await askPeer('altcha')(post('/create', {}))) as Record<string, string>
    const { challenge = '', salt = '', algorithm = '' } = made
    const solution = await solveChallenge(challenge, salt, algorithm, 1).promise
    return post('/verify', { ...made, number: solution?.number })
  }
  const ofCap = (peer: string): Operation[] => {
    const ask = askPeer(peer)
    const solve = async (): Promise<Call> => {
      const { token } = (await ask(post('/create', {}))) as { token: string }
      return post('/redeem', { token, solutions: solutionsOfCap })
    }
    const redeemed = async (): Promise<Call> => {
      const { token } = (await ask(await solve())) as { token: string }
      return post('/verify', { token })
    }
    return [
      operation('create', async () => post('/create', {}), '"token"', peer),
      operation('redeem', solve, '"success":true', peer),
      operation('verify', redeemed, '"success":true', peer),
    ]
  }
  return [
    operation('bare POST', async () => post('/', { sitekey: 'x'.repeat(36) }), 'true', 'bare'),
    ...ofCap('cap-memory'),
    ...ofCap('cap-file'),
    operation('create', async () => post('/create', {}), '"challenge"', 'altcha'),
    operation('verify', solveAltcha, '"success":true', 'altcha'),
  ]
}

function operation(
  name: string,
  makeCall: () => Promise<Call>,
  good: string,
  peer = 'incipit',
): Operation {
  return {
    name,
    peer,
    isGood: (body) => body.includes(good),
    makeCalls: async (count) => {
      const calls: Call[] = []
      const make = async (): Promise<void> => {
        while (calls.length < count) calls.push(await makeCall())
      }
      await Promise.all(Array.from({ length: 32 }, make))
      return calls.slice(0, count)
    },
  }
}

function post(path: string, body: unknown): Call {
  return { method: 'POST', path, body: JSON.stringify(body) }
}

// The answers to challenges are read from the store's file: nothing that the service says tells them.
function openTickets(dataDir: string): (challenge: string) => Ticket {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const find = db.prepare(`SELECT body FROM tickets WHERE kind = 'challenge' AND id = ?`)
  return (challenge) => JSON.parse((find.get(challenge) as { body: string }).body) as Ticket
}

function signJwt({ client_id, private_id: key }: Site): string {
  const encode = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'HS512', typ: 'JWT' })}.${encode({ client_id })}`
  return `${signed}.${createHmac('sha512', key).update(signed).digest('base64url')}`
}
