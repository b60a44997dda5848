import type { ContractName } from '../model/challenge.ts'
import type { Puzzle } from '../model/way.ts'
import type { ChallengeContext } from './context.ts'

const prefix = 'W1_'
const claimsBytes = 21
const claimsChars = 28
/** Of base64url: 144 bits, and no bits to spare that could be written in another way. */
const signatureChars = 24
const idShape = /^W1_[\w-]{52}$/
const indexChars = 8
const tagShape = /^[\w-]{22}$/
/** More than a setting may ask for. */
const tagsMax = 1_000

/** A challenge that is passed by work and time alone. Nothing is kept of it: its id says everything. */
export type Work = {
  id: string
  issuedAtMs: number
  expiresAtMs: number
  floorMs: number
  puzzles: number
}

/** Whom it is for; no other can answer it. */
export type WorkOwner = { sitekey: string; contract: ContractName }

/** Says whether a challenge's id looks like that of work. */
export function isWorkId(id: string): boolean {
  return idShape.test(id)
}

/**
 * Issues work for a site and a contract. Its id holds when it was issued, for how long it can be answered, the least
 * time it takes, the number of puzzles and 8 random bytes, and a keyed hash of these with the site and the contract.
 */
export async function issueWork(
  context: Pick<ChallengeContext, 'clock' | 'random' | 'signer' | 'settings'>,
  owner: WorkOwner,
): Promise<Work> {
  const { puzzles, floorSeconds } = context.settings.work
  const issuedAtMs = context.clock()
  const claims = context.random(claimsBytes)
  claims.writeUIntBE(issuedAtMs, 0, 6)
  claims.writeUIntBE(Math.floor(context.settings.challengeTtlMs / 1000), 6, 3)
  claims.writeUInt16BE(floorSeconds, 9)
  claims.writeUInt16BE(puzzles, 11)
  const head = prefix + claims.toString('base64url')
  return readClaims(head + (await signatureOf(context, owner, head)))
}

/** Reads the id of work: null if it was not issued to this site and contract, or is over. Nothing else is looked up. */
export async function readWork(
  context: Pick<ChallengeContext, 'clock' | 'signer'>,
  owner: WorkOwner,
  id: string,
): Promise<Work | null> {
  if (!isWorkId(id)) return null
  const head = id.slice(0, -signatureChars)
  // What is compared is a keyed hash of what was given, so how long that takes tells nothing of the right one.
  const given = await context.signer.sign(id)
  const wanted = await context.signer.sign(head + (await signatureOf(context, owner, head)))
  if (given !== wanted) return null
  const work = readClaims(id)
  return work.expiresAtMs > context.clock() ? work : null
}

/** One puzzle of work, by its number from 0. It cannot be known before the work is issued. */
export function puzzleOf({ id }: Pick<Work, 'id'>, index: number): Puzzle {
  return { salt: id, text: String(index).padStart(indexChars, '0') }
}

/** Reads an answer to work, `{"work": […]}`: the tags of its puzzles in order, in base64url; null if it is none. */
export function readTags(answer: unknown): readonly string[] | null {
  const { work } = Object(answer) as { work?: unknown }
  if (!Array.isArray(work) || work.length > tagsMax) return null
  return work.every((tag) => typeof tag === 'string' && tagShape.test(tag)) ? work : null
}

async function signatureOf(
  { signer }: Pick<ChallengeContext, 'signer'>,
  { sitekey, contract }: WorkOwner,
  head: string,
): Promise<string> {
  const whole = await signer.sign(JSON.stringify([head, sitekey, contract]))
  return whole.slice(0, signatureChars)
}

function readClaims(id: string): Work {
  const claims = Buffer.from(id.slice(prefix.length, prefix.length + claimsChars), 'base64url')
  const issuedAtMs = claims.readUIntBE(0, 6)
  return {
    id,
    issuedAtMs,
    expiresAtMs: issuedAtMs + claims.readUIntBE(6, 3) * 1000,
    floorMs: claims.readUInt16BE(9) * 1000,
    puzzles: claims.readUInt16BE(11),
  }
}
