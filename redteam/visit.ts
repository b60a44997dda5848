import { readBarcode } from './barcode.ts'
import type { Reply } from './client.ts'
import type { Site, Target } from './lab.ts'

/** A challenge as the browser gets it. */
export type Challenge = {
  challenge_id: string
  type: string
  keyword?: string
  images: readonly { id: string; url: string }[]
}

/** A challenge with the numbers of its pictures, which the red team reads. */
export type Recognised = Challenge & { numbers: readonly (number | null)[] }

const webp = { accept: 'image/webp' }

/** Asks for a challenge through Ocapi's contract; the refusal's status if there is none. */
export async function ask(
  { client }: Target,
  site: Site,
  from: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Challenge | number> {
  const reply = await client.send({ path: `/v2/challenge/${site.client}`, from, headers })
  return reply.status === 200 ? (reply.json() as Challenge) : reply.status
}

/** Looks at the pictures of a challenge. */
export async function recognise(
  { client }: Target,
  challenge: Challenge,
  from: string,
): Promise<Recognised> {
  const numbers = await Promise.all(
    challenge.images.map(async ({ url }) => {
      const { status, bytes } = await client.send({ path: url, from, headers: webp })
      return status === 200 ? readBarcode(bytes) : null
    }),
  )
  return { ...challenge, numbers }
}

/** Answers a challenge with a text for each picture; `texts` says which, from its number. */
export async function answer(
  { client }: Target,
  site: Site,
  { challenge, texts, from }: { challenge: Challenge; texts: (at: number) => string; from: string },
): Promise<'validated' | 'rejected' | number> {
  const answers = Object.fromEntries(challenge.images.map(({ id }, at) => [id, texts(at)]))
  const path = `/v2/challenge/${site.client}/${challenge.challenge_id}`
  const reply = await client.send({ path, from, body: { answers } })
  return reply.status === 200 ? stateOf(reply) : reply.status
}

function stateOf(reply: Reply): 'validated' | 'rejected' {
  return (reply.json() as { state: string }).state === 'validated' ? 'validated' : 'rejected'
}
