import { openChance, type Feed, type Visit } from './stream-feed.ts'

/** The visitors of a world. `pass` is how often colluding bots answer a known task rightly; without it bots guess. */
export type World = {
  kind: 'yes/no' | 'word'
  /** The share of visits by bots. */
  bots: number
  pass: number | null
  /** Known tasks in a challenge. */
  tests: number
  /** The number of networks that bots come from; 0: each bot has one of its own. */
  botNetworks: number
}

/** The worlds of labels.md, 4.1: items, and how often people and machines read easy and hard ones rightly. */
const worldRules = {
  items: { 'yes/no': 2_000, word: 1_500 },
  knownItems: 300,
  hardShare: 0.15,
  right: {
    'yes/no': { easy: 0.97, hard: 0.75, machineEasy: 0.85, machineHard: 0.55 },
    word: { easy: 0.96, hard: 0.65, machineEasy: 0.6, machineHard: 0.25 },
  },
  sloppyShare: 0.1,
  sloppyWordSkill: 0.8,
  /** The share of wrong words that are the popular misreading. */
  popularShare: 0.4,
  answersMax: 40,
} as const

type Item = { task: string; truth: string; popular: string; isHard: boolean }
type Kind = World['kind']
type Chance = () => number
type Draws = { kind: Kind; chance: Chance; unique: () => string }

/** Makes the visits of a world: every visitor is new, and each round visits all items in turn. */
export function makeWorld(world: World, seed: number): Feed {
  const chance = openChance(seed)
  let uniqueCount = 0
  const draws = { kind: world.kind, chance, unique: () => `u${uniqueCount++}` }
  const items = makeItems('i', worldRules.items[world.kind], draws)
  const pool = makeItems('k', worldRules.knownItems, draws)
  const visitor = openVisitors(world, draws, pool)
  const lines = items.map((item) => visitsTo(item, visitor))
  const visits = Array.from({ length: worldRules.answersMax }, (_, round) =>
    lines.flatMap((line) => line[round] ?? []),
  ).flat()
  const truths = (some: readonly Item[]) => new Map(some.map(({ task, truth }) => [task, truth]))
  return {
    kind: world.kind === 'word' ? 'text' : 'categorical',
    visits,
    known: truths(pool),
    gold: truths(items),
    guesses: new Map([...items, ...pool].map((item) => [item.task, guess(item, draws)])),
    answersMax: worldRules.answersMax,
  }
}

function makeItems(prefix: string, count: number, { kind, chance }: Draws): Item[] {
  return Array.from({ length: count }, (_, n) => {
    const task = `${prefix}${n}`
    const isHard = chance() < worldRules.hardShare
    if (kind === 'word') return { task, truth: `t-${task}`, popular: `m-${task}`, isHard }
    const isYes = chance() < 0.5
    return { task, truth: isYes ? 'yes' : 'no', popular: isYes ? 'no' : 'yes', isHard }
  })
}

function guess(item: Item, draws: Draws): string {
  const { machineEasy, machineHard } = worldRules.right[draws.kind]
  return readItem(item, item.isHard ? machineHard : machineEasy, draws)
}

/** Reads an item with a given skill; a wrong reading is the popular misreading or a unique one. */
function readItem(
  { truth, popular }: Item,
  skill: number,
  { kind, chance, unique }: Draws,
): string {
  if (chance() < skill) return truth
  return kind === 'yes/no' || chance() < worldRules.popularShare ? popular : unique()
}

function skillOf(kind: Kind, isHard: boolean, isSloppy: boolean): number {
  const { easy, hard } = worldRules.right[kind]
  const skill = isHard ? hard : easy
  if (!isSloppy) return skill
  return kind === 'yes/no' ? 0.5 + (skill - 0.5) / 2 : skill * worldRules.sloppyWordSkill
}

/** Makes visitors: each with its network, its answers to known items, and its answer to the item it is shown. */
function openVisitors(world: World, draws: Draws, pool: readonly Item[]) {
  const { chance, unique } = draws
  let count = 0
  const openReader = (isBot: boolean) => {
    if (!isBot) {
      const isSloppy = chance() < worldRules.sloppyShare
      return (item: Item): string =>
        readItem(item, skillOf(world.kind, item.isHard, isSloppy), draws)
    }
    const { pass, kind } = world
    if (pass === null)
      return (): string => (kind === 'word' ? unique() : chance() < 0.5 ? 'yes' : 'no')
    return (item: Item, isTest: boolean): string =>
      isTest && chance() < pass ? item.truth : item.popular
  }
  return (item: Item): Visit => {
    const isBot = chance() < world.bots
    const visitor = `v${count++}`
    const isShared = isBot && world.botNetworks > 0
    const networkHash = isShared ? `bots${Math.floor(chance() * world.botNetworks)}` : visitor
    const read = openReader(isBot)
    const tests = drawTests(pool, world.tests, chance)
    return {
      visitor,
      networkHash,
      tests: tests.map((test) => ({ task: test.task, label: read(test, true) })),
      task: item.task,
      label: read(item, false),
    }
  }
}

function drawTests(pool: readonly Item[], count: number, chance: Chance): Item[] {
  const drawn = new Set<Item>()
  while (drawn.size < count) {
    const item = pool[Math.floor(chance() * pool.length)]
    if (item) drawn.add(item)
  }
  return [...drawn]
}

// No network is shown an item twice, so a visitor from a network that has seen the item is skipped.
function visitsTo(item: Item, visitor: (item: Item) => Visit): Visit[] {
  const visits: Visit[] = []
  const networks = new Set<string>()
  while (visits.length < worldRules.answersMax) {
    const visit = visitor(item)
    if (networks.has(visit.networkHash)) continue
    networks.add(visit.networkHash)
    visits.push(visit)
  }
  return visits
}
