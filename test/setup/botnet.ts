import { openLimitsFixture, sitekey, type LimitsFixture } from './limits.ts'

/** Addresses that are one attacker's, each in a /48 of its own, and what they do with their challenges. */
export type Botnet = {
  networks: number
  /** How many providers, each with a /32 of IPv6, they are rented from. */
  providers: number
  does: 'skips' | 'guesses' | 'reads'
}

/** People who come at random over the whole time; each of them answers most of what he asks for. */
export type Visitors = { perHour: number; addressOf: (chance: () => number) => string }

/** What came of it: of the requests of each group of visitors, how many were refused; and what the bots got. */
export type Outcome = {
  asked: Record<string, number>
  refused: Record<string, number>
  bots: { taken: number; passes: number }
}

const perSecondEach = 1_000
const passShare = { skips: 0, guesses: 1 / 36, reads: 0.8 } as const

/** The address of a bot: a /48 of its own in one of so many providers. */
export function addressOfBot({ providers }: Botnet, n: number): string {
  const provider = (0xdb8 + (n % providers)).toString(16)
  return `2001:${provider}:${Math.floor(n / providers).toString(16)}::1`
}

/** Anybody: half of them with IPv4, half with IPv6, each with a provider, network and address of chance. */
export function anybody(chance: () => number): string {
  const byte = (): number => Math.floor(chance() * 256)
  if (chance() < 0.5) return `${1 + Math.floor(chance() * 190)}.${byte()}.${byte()}.${byte()}`
  const group = (): string => Math.floor(chance() * 65_536).toString(16)
  return `2a0${Math.floor(chance() * 8)}:${group()}:${group()}:${group()}::1`
}

/**
 * Lets visitors come second by second, while every bot asks as often as its /48 is allowed to and waits when it is
 * refused. Counts from the start of the attack.
 */
export async function simulateBotnet(
  botnet: Botnet,
  visitors: Readonly<Record<string, Visitors>>,
  minutes: number,
): Promise<Outcome> {
  const fixture = openLimitsFixture()
  const chance = openChance(botnet.networks + minutes)
  const outcome: Outcome = { asked: {}, refused: {}, bots: { taken: 0, passes: 0 } }
  const answers: (() => Promise<void>)[][] = []
  const bots = Array.from({ length: botnet.networks }, (_, n) => ({
    address: addressOfBot(botnet, n),
    waitsUntil: 0,
  }))
  for (let second = 0; second < 60 * minutes; second += 1) {
    for (const answer of answers[second] ?? []) await answer()
    // The bots come first in each second, which is the worst for the others.
    for (const bot of bots)
      if (bot.waitsUntil <= second)
        bot.waitsUntil =
          second + (await attack(fixture, { botnet, address: bot.address, chance }, outcome))
    for (const [name, { perHour, addressOf }] of Object.entries(visitors)) {
      const count = Math.floor(perHour / 3_600) + (chance() < (perHour / 3_600) % 1 ? 1 : 0)
      for (let n = 0; n < count; n += 1) {
        const answer = await visit(fixture, { name, address: addressOf(chance), chance }, outcome)
        const at = second + 5 + Math.floor(20 * chance())
        if (answer) answers[at] = [...(answers[at] ?? []), answer]
      }
    }
    fixture.moveClock(1_000)
  }
  return outcome
}

// Gives how many seconds the bot waits: none if it was given all it asked for.
async function attack(
  { limits, findHolder }: LimitsFixture,
  { botnet, address, chance }: { botnet: Botnet; address: string; chance: () => number },
  { bots }: Outcome,
): Promise<number> {
  const holder = await findHolder(address)
  for (let n = 0; n < perSecondEach; n += 1) {
    const waitSeconds = await limits.take('issue', { holder, sitekey })
    if (waitSeconds !== null) return waitSeconds
    bots.taken += 1
    if (botnet.does === 'skips') continue
    const isRight = chance() < passShare[botnet.does]
    if (isRight) bots.passes += 1
    await limits.countAnswer(holder, isRight ? 'right' : 'wrong')
  }
  return 0
}

// One in ten leaves; of the others, nine in ten are right.
async function visit(
  { limits, findHolder }: LimitsFixture,
  { name, address, chance }: { name: string; address: string; chance: () => number },
  { asked, refused }: Outcome,
): Promise<(() => Promise<void>) | null> {
  const holder = await findHolder(address)
  asked[name] = (asked[name] ?? 0) + 1
  if ((await limits.take('issue', { holder, sitekey })) !== null) {
    refused[name] = (refused[name] ?? 0) + 1
    return null
  }
  if (chance() < 0.1) return null
  const isRight = chance() < 0.9
  return () => limits.countAnswer(holder, isRight ? 'right' : 'wrong')
}

// Not random, so that the same visitors come in every run.
function openChance(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 0x7fffffff) / 0x7fffffff
}
