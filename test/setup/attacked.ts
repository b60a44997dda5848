import { rmSync } from 'node:fs'
import { kinds } from '../../src/kinds/kinds.ts'
import { drawPairs, type PairContext } from '../../src/kinds/paired/draw-pairs.ts'
import { replenishPairs } from '../../src/kinds/paired/replenish-pairs.ts'
import { openReservations } from '../../src/kinds/reservations.ts'
import { informationGainFor } from '../../src/labels/information-gain.ts'
import { refreshCorpus } from '../../src/labels/refresh-corpus.ts'
import { settleCorpus } from '../../src/labels/settle-corpus.ts'
import { isPublished } from '../../src/model/stop-rules.ts'
import type { Random } from '../../src/model/stores.ts'
import type { Store } from '../../src/model/store.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { corpus, item, source } from '../../src/store/suites/examples.contract.ts'
import { matchesText } from '../../src/text/compare.ts'
import { makeDataDir } from './data-dir.ts'
import { openDice } from './answers.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const startMs = Date.UTC(2026, 0, 5)

/** How an attacker answers what is asked beside the item that decides. */
export type Lies = 'always' | 'half' | 'learnt'

/** An attack: from when on, for how long, by how many networks with so many answers each. */
export type Attack = {
  fromMs: number
  lastsMs: number
  networks: number
  answersEach: number
  lies: Lies
  /** All networks have one holder, so they count as one. */
  isOneHolder?: boolean
}

/** Honest visitors who come at once: a class, behind so many networks. */
export type School = { atMs: number; answers: number; networks: number; lastsMs: number }

/** An archive, its visitors, and perhaps an attacker. */
export type World = {
  seed: number
  known: number
  unknown: number
  days: number
  honestADay: number
  /** Honest answers in the time of the attack, beside those of each day. */
  honestBeside?: number
  attack?: Attack
  school?: School
  /** Nothing is held: what the engine does by itself. */
  isUnwatched?: boolean
}

/** The end of a world. */
export type Outcome = {
  answers: number
  /** Accepted readings of unknown items at the end: the attacker's texts, other wrong ones, and right ones. */
  lies: number
  wrong: number
  right: number
  /** The most lies that were accepted at any time, and that were published. */
  liesMost: number
  liesPublished: number
  /** Answers of the attacker, and minutes, until acceptance was stopped; null if it was not. */
  alarmAfter: { answers: number; minutes: number } | null
  /** What was said about holds, and after how many hours. */
  holds: readonly { hours: number; sentence: string }[]
  /** How many hours after the attack acceptance went on; 0 if it was not stopped then. */
  resumedAfterHours: number
  /** When the n-th right reading was accepted, in hours. */
  acceptedAt: readonly number[]
}

const exposureCaps = { known: 10, unknown: 40 }

type Visit = { atMs: number; networkHash: string; by: 'person' | 'bot'; worse: number }

/** The right text of an item. */
export function truthOf(id: string): string {
  return `Wort${id.replace(/\D+/g, '')}richtig`
}

function lieOf(id: string): string {
  return `falsch${id.replace(/\D+/g, '')}gelogen`
}

function hashOf(text: string): number {
  return Array.from(text).reduce(
    (hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 65_521,
    7,
  )
}

// A number from 0 to 1 that is the same for the same item (the final mixing of MurmurHash3).
function unitOf(id: string, salt: number): number {
  let hash = Number(id.slice(1)) * 7919 + salt
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

const person = { mistyped: 0.04, hard: 0.15, hardWrong: 0.35, popular: 0.4, sloppy: 0.1, times: 3 }
const recurring = { share: 0.3, networks: 200 }

function dayOf(atMs: number): number {
  return Math.floor(atMs / dayMs)
}

function visitsOf({ seed, days, honestADay, honestBeside = 0, attack, school }: World): Visit[] {
  const dice = openDice(seed * 7919 + 1)
  let fresh = 0
  const honest = (atMs: number): Visit => {
    const n =
      dice() < recurring.share ? `r${Math.floor(dice() * recurring.networks)}` : `f${fresh++}`
    const worse = dice() < person.sloppy ? person.times : 1
    return { atMs, networkHash: `${n} on ${dayOf(atMs)}`, by: 'person', worse }
  }
  const visits: Visit[] = []
  // By night there are a tenth as many as by day.
  for (let n = 0; n < days * honestADay;) {
    const atMs = startMs + Math.floor(dice() * days * dayMs)
    const hour = new Date(atMs).getUTCHours()
    if ((hour < 7 || hour > 22) && dice() < 0.9) continue
    visits.push(honest(atMs))
    n += 1
  }
  if (attack) {
    const { fromMs, lastsMs, networks, answersEach, isOneHolder } = attack
    const at = (): number => startMs + fromMs + Math.floor(dice() * lastsMs)
    for (let n = 0; n < networks; n++)
      for (let a = 0; a < answersEach; a++) {
        const atMs = at()
        const name = isOneHolder ? 'holder' : `b${n}`
        visits.push({ atMs, networkHash: `${name} on ${dayOf(atMs)}`, by: 'bot', worse: 1 })
      }
    for (let n = 0; n < honestBeside; n++) visits.push(honest(at()))
  }
  if (school)
    for (let n = 0; n < school.answers; n++) {
      const atMs = startMs + school.atMs + Math.floor(dice() * school.lastsMs)
      const networkHash = `class ${n % school.networks} on ${dayOf(atMs)}`
      visits.push({ atMs, networkHash, by: 'person', worse: 2 })
    }
  return visits.toSorted((a, b) => a.atMs - b.atMs)
}

function randomOf(seed: number): Random {
  const dice = openDice(seed)
  return (size) => Buffer.from(Array.from({ length: size }, () => Math.floor(dice() * 256)))
}

/** Lets visitors and an attacker answer what the service asks them, and the jobs beside them work. */
export async function simulate(world: World): Promise<Outcome> {
  const dataDir = makeDataDir()
  let now = startMs
  const clock = (): number => now
  const random = randomOf(world.seed)
  const store = openStore({ dataDir, clock, random })
  try {
    return await live(world, { store, random, clock, moveTo: (atMs) => (now = atMs) })
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true })
  }
}

type Ground = { store: Store; random: Random; clock: () => number; moveTo: (atMs: number) => void }

async function live(world: World, { store, random, clock, moveTo }: Ground): Promise<Outcome> {
  const pad = (n: number): string => String(n).padStart(5, '0')
  const ids = Array.from({ length: world.unknown }, (_, n) => `u${pad(n)}`)
  await store.corpora.add(corpus)
  await store.sources.add('main', source, [
    ...ids.map((id) => item(id, { status: 'unknown', label: null })),
    ...Array.from({ length: world.known }, (_, n) => {
      const id = `k${pad(n + 50_000)}`
      return item(id, { label: truthOf(id) })
    }),
  ])
  const recalls = world.isUnwatched
    ? { ...store.recalls, add: () => Promise.resolve() }
    : store.recalls
  const context = { ...store, recalls, random, clock, kinds }
  const pairing = { pairs: store.pairs, random, settings: { reusesRetired: true } }
  const left = new Map<string, number>()
  const drawing: PairContext = {
    ...store,
    ...pairing,
    informationGainFor,
    reservations: openReservations(),
    replenish: () => replenishPairs(pairing, corpus, left),
  }
  const dice = openDice(world.seed * 31 + 5)
  const seen = new Set<string>()
  const attackEndMs = world.attack ? startMs + world.attack.fromMs + world.attack.lastsMs : 0
  const attackStartMs = world.attack ? startMs + world.attack.fromMs : Infinity
  const outcome = {
    answers: 0,
    liesMost: 0,
    published: new Set<string>(),
    holds: [] as { hours: number; sentence: string }[],
    alarmAfter: null as Outcome['alarmAfter'],
    acceptedAt: [] as number[],
  }
  let botAnswers = 0
  let number = 0

  const isHard = (id: string): boolean => unitOf(id, 977) < person.hard
  const read = (id: string, { worse }: Visit): string => {
    const slip = (): string =>
      `${truthOf(id)}${'abcdefgh'[Math.floor(dice() * 8)]}${Math.floor(dice() * 9)}x`
    if (isHard(id) && dice() < Math.min(0.9, person.hardWrong * worse))
      return dice() < person.popular ? `${truthOf(id)}popular` : slip()
    return dice() < person.mistyped * worse ? slip() : truthOf(id)
  }
  const answerOf = (visit: Visit, id: string, decides: boolean): string => {
    if (visit.by === 'person') return read(id, visit)
    if (decides) return truthOf(id)
    const { lies } = world.attack ?? { lies: 'always' }
    if (lies === 'learnt' && seen.has(id)) return truthOf(id)
    if (lies === 'half' && unitOf(id, 31) < 0.5) return truthOf(id)
    return lieOf(id)
  }

  const visitOnce = async (visit: Visit): Promise<void> => {
    const { networkHash } = visit
    const slicePoint = unitOf(`n${hashOf(networkHash)}`, 3)
    const ask = { corpus, networkHash, slicePoint, count: 1 }
    const [pair] = await drawPairs(drawing, ask)
    if (!pair) return
    drawing.reservations.giveBack([pair.id])
    const { id, control, probe, turn } = pair
    await store.pairs.moveOn([{ pairId: id, turn }])
    const given = answerOf(visit, control.id, true)
    const isRight = matchesText(given, truthOf(control.id), corpus.textPolicy)
    number += 1
    const common = {
      challengeId: `c${String(number).padStart(8, '0')}`,
      corpus: corpus.name,
      keyword: null,
      verdict: isRight ? ('pass' as const) : ('fail' as const),
      networkHash,
      elapsedMs: 4_000,
    }
    const known = [{ itemId: control.id, given, isRight }]
    const facts = { contract: 'ocapi', sitekey: 'site', kind: corpus.kind, known } as const
    const label = {
      ...common,
      itemId: probe.id,
      given: answerOf(visit, probe.id, false),
      weight: isRight ? 1 : 0,
      knownAsked: 1,
      givenAtMs: visit.atMs,
    }
    const shown = { known: [control.id], unknown: [probe.id], pairs: [id], caps: exposureCaps }
    await store.answers.keep({ ...common, ...facts, answeredAtMs: visit.atMs }, [label], shown)
    outcome.answers += 1
    if (visit.by === 'bot') botAnswers += 1
    if (visit.atMs < attackStartMs) for (const one of [control, probe]) seen.add(one.id)
  }

  const look = async (): Promise<{ lies: number; wrong: number; right: number }> => {
    const page = { state: 'accepted', after: '', limit: 10_000 } as const
    const listed = await store.readings.list('main', corpus.name, page)
    const all = listed.flatMap(({ reading }) => reading ?? [])
    const lying = all.filter(({ itemId, text }) => text === lieOf(itemId))
    for (const { itemId, lastAnswerAtMs } of lying)
      if (isPublished(lastAnswerAtMs, corpus.stopRules, clock())) outcome.published.add(itemId)
    const right = all.filter(({ itemId, text }) => text === truthOf(itemId)).length
    outcome.liesMost = Math.max(outcome.liesMost, lying.length)
    while (outcome.acceptedAt.length < right) outcome.acceptedAt.push((clock() - startMs) / hourMs)
    return { lies: lying.length, wrong: all.length - lying.length - right, right }
  }

  const work = async (): Promise<void> => {
    const settled = await settleCorpus(corpus, context, { defersRefit: true })
    const refitted = settled.isRefitDue ? await settleCorpus(corpus, context) : null
    for (const sentence of [...settled.holds, ...(refitted?.holds ?? [])]) {
      outcome.holds.push({ hours: (clock() - startMs) / hourMs, sentence })
      const isStop = sentence.startsWith('acceptance is stopped')
      if (isStop && clock() >= attackStartMs && !outcome.alarmAfter)
        outcome.alarmAfter = { answers: botAnswers, minutes: (clock() - attackStartMs) / minuteMs }
    }
    await refreshCorpus(corpus, context)
    await replenishPairs(pairing, corpus, left)
    await look()
  }

  await work()
  let lastMs = startMs
  for (const visit of visitsOf(world)) {
    const isTense = visit.atMs >= attackStartMs && visit.atMs <= attackEndMs + 10 * minuteMs
    const isLong = (world.attack?.lastsMs ?? 0) > 6 * hourMs
    const everyMs = isTense && !isLong ? minuteMs : hourMs
    if (visit.atMs - lastMs >= everyMs) {
      moveTo(Math.min(visit.atMs, lastMs + everyMs))
      await work()
      lastMs = visit.atMs
    }
    moveTo(visit.atMs)
    await visitOnce(visit)
  }
  for (const laterMs of [minuteMs, hourMs, dayMs + hourMs]) {
    moveTo(startMs + world.days * dayMs + laterMs)
    await work()
  }
  const end = await look()
  const { published, ...rest } = outcome
  const last = outcome.holds.at(-1)
  const resumedAfterHours =
    last && world.attack ? Math.max(0, last.hours - (attackEndMs - startMs) / hourMs) : 0
  return { ...rest, ...end, resumedAfterHours, liesPublished: published.size }
}
