import { availableParallelism } from 'node:os'
import { makeReplay, type Replay } from './crowd-replays.ts'
import { makeWorld, type World } from './crowd-worlds.ts'
import {
  printGoals,
  replayGoals,
  compareWithGoal,
  worldGoals,
  type GoalRow,
} from './stream-goals.ts'
import { measureStreamSpeed } from './stream-speed.ts'
import { measureFeed, type FeedRow, type FeedOptions } from './stream-rows.ts'

const defaults = { 'yes/no': 0.99, word: 0.97, categorical: 0.99, text: 0.97 } as const
/** Thresholds around the default, to show what more certainty costs. */
const thresholds = [0.95, 0.965, 0.97, 0.975, 0.98, 0.985, 0.9875, 0.99, 0.995, 0.998]
const seeds = [1, 2, 3]
const shares = [0, 0.1, 0.2, 0.3]
const attacks: readonly { bots: number; pass: number | null }[] = [
  ...shares.map((bots) => ({ bots, pass: null })),
  ...shares.slice(1).flatMap((bots) => [0.5, 0.9].map((pass) => ({ bots, pass }))),
]
/** The replays of the tables. */
const replayedAttacks = attacks.filter(({ bots, pass }) => pass !== 0.5 || bots === 0.2)
const replayed = ['possent', 'rte', 'weather', 'dog', 'bluebird', 'words_a']

/**
 * Streams the simulated worlds of labels.md, 4.1 and 4.2, and real answers with bots among them (4.3, 4.4),
 * beside two older rules on the same visits. The rows of the goals come first, at every threshold and seed;
 * `keep` gets all figures so far after each row.
 */
export async function measureStream(keep: (measured: unknown) => void) {
  const rows: FeedRow[] = []
  const report = () => ({ goals: compareWithGoals(rows), feeds: rows })
  await inPairs([...goalOptions(), ...worldOptions(), ...replayOptions()], async (options) => {
    const row = await measureFeed(options)
    rows.push(row)
    console.error(`${row.name} ${row.mode}: ${JSON.stringify(row.ours[0])}`)
    keep(report())
  })
  printGoals(compareWithGoals(rows))
  return { ...report(), speed: measureStreamSpeed() }
}

function compareWithGoals(rows: readonly FeedRow[]): GoalRow[] {
  const wanted = [
    ...worldGoals.map(({ world, goals }) => ({ name: optionsOfWorld(world).name, goals })),
    ...replayGoals.map(({ replay, goals }) => ({ name: optionsOfReplay(replay).name, goals })),
  ]
  return wanted.flatMap(({ name, goals }) => {
    const row = rows.find((one) => one.name === name && one.mode === 'plain')
    return row ? goals.map((goal) => compareWithGoal(row, goal)) : []
  })
}

function goalOptions(): FeedOptions[] {
  return [
    ...worldGoals.map(({ world }) => ({ ...optionsOfWorld(world), seeds, thresholds })),
    ...replayGoals.map(({ replay }) => ({
      ...optionsOfReplay(replay),
      seeds: replay.set.startsWith('words') ? seeds.slice(0, 1) : seeds,
      thresholds,
    })),
  ]
}

// All rows of the tables at the engine's own threshold; those of the goals exist already, without a machine.
function worldOptions(): FeedOptions[] {
  const kinds = ['yes/no', 'word'] as const
  const worlds: World[] = kinds.flatMap((kind) => [
    ...[1, 3].flatMap((tests) => attacks.map((of) => ({ ...of, kind, tests, botNetworks: 0 }))),
    ...[1, 2, 5].flatMap((botNetworks) =>
      [0.1, 0.3].map((bots) => ({ kind, bots, pass: 0.9, tests: 1, botNetworks })),
    ),
  ])
  const done = new Set(worldGoals.map(({ world }) => optionsOfWorld(world).name))
  return [false, true].flatMap((hasMachine) =>
    worlds
      .map((world) => ({ ...optionsOfWorld(world), hasMachine }))
      .filter(({ name }) => hasMachine || !done.has(name)),
  )
}

function replayOptions(): FeedOptions[] {
  const done = new Set(replayGoals.map(({ replay }) => optionsOfReplay(replay).name))
  const options = replayed.flatMap((set) =>
    replayedAttacks.map((of) => optionsOfReplay({ set, ...of })),
  )
  return [
    ...options.filter(({ name }) => !done.has(name)),
    ...options.map((one) => ({ ...one, hasHistory: false })),
  ]
}

function optionsOfWorld(world: World): FeedOptions {
  const { kind, bots, pass, tests, botNetworks } = world
  const from = botNetworks > 0 ? `, from ${botNetworks} networks` : ''
  return {
    name: `${kind}, ${tests} known, ${describeBots(bots, pass)}${from}`,
    make: (seed) => makeWorld(world, seed),
    seeds: seeds.slice(0, 1),
    thresholds: [defaults[kind]],
    engineDefault: defaults[kind],
    hasMachine: false,
    hasHistory: true,
  }
}

function optionsOfReplay(replay: Replay): FeedOptions {
  const kind = replay.set.startsWith('words') ? 'text' : 'categorical'
  return {
    name: `${replay.set}, ${describeBots(replay.bots, replay.pass)}`,
    make: (seed) => makeReplay(replay, seed),
    seeds: seeds.slice(0, 1),
    thresholds: [defaults[kind]],
    engineDefault: defaults[kind],
    hasMachine: false,
    hasHistory: true,
  }
}

function describeBots(bots: number, pass: number | null): string {
  return `${100 * bots} % ${pass === null ? 'random' : `colluding, pass ${pass}`}`
}

/** Runs all tasks, two at a time if there are processors for it. */
async function inPairs<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const work = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await act(one)
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work))
}
