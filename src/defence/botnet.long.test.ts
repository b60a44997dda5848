import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { anybody, simulateBotnet, type Botnet, type Visitors } from '../../test/setup/botnet.ts'

const minutes = 6
/** A carrier's customers come from one address, or each from a /64 of a few /48s. */
const visitors = {
  anybody: { perHour: 2_000, addressOf: anybody },
  'a carrier with IPv4': { perHour: 5_000, addressOf: () => '192.0.2.1' },
  'a carrier with IPv6': { perHour: 5_000, addressOf: ofCarrier },
} as const satisfies Record<string, Visitors>

function ofCarrier(chance: () => number): string {
  const hex = (below: number): string => Math.floor(chance() * below).toString(16)
  return `2409:4000:12${hex(16)}:${hex(65_536)}::1`
}

const botnets: readonly (Botnet & { mostEachMinute: number })[] = [
  { networks: 34, providers: 1, does: 'skips', mostEachMinute: 3_500 },
  { networks: 100, providers: 1, does: 'reads', mostEachMinute: 3_500 },
  { networks: 34, providers: 34, does: 'reads', mostEachMinute: 11_000 },
  { networks: 100, providers: 100, does: 'skips', mostEachMinute: 11_000 },
]

// A hundred networks of one provider took all of a site's challenges: every visitor was refused.
describe('a botnet that asks as often as it is allowed to', () => {
  for (const { mostEachMinute, ...botnet } of botnets) {
    const { networks, providers, does } = botnet
    test(`refuses no visitor with ${networks} networks of ${providers} providers, and ${does}`, async (t) => {
      const { asked, refused, bots } = await simulateBotnet(botnet, visitors, minutes)
      t.diagnostic(JSON.stringify({ asked, refused, bots }))
      assert.deepEqual(refused, {})
      assert.ok(Math.min(...Object.values(asked)) > 150)
      assert.ok(bots.taken < mostEachMinute * minutes, `${bots.taken}`)
    })
  }

  test('has few of those refused that share its provider', async (t) => {
    const ofProvider = (chance: () => number): string =>
      `2001:db8:f${Math.floor(chance() * 4_096).toString(16)}::1`
    const neighbours = { perHour: 5_000, addressOf: ofProvider }
    const botnet = { networks: 100, providers: 1, does: 'skips' } as const
    const { asked, refused, bots } = await simulateBotnet(botnet, { neighbours }, minutes)
    t.diagnostic(JSON.stringify({ asked, refused, bots }))
    assert.ok((refused['neighbours'] ?? 0) < 0.02 * (asked['neighbours'] ?? 0))
  })
})
