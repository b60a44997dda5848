import { meanOf, round } from './crowd-rows.ts'
import { streamFeed, type StreamReport } from './stream-command.ts'
import {
  takeByPoints,
  threeVotes,
  twoAndAHalfPoints,
  type Feed,
  type RuleFigures,
} from './stream-feed.ts'

/** A feed to stream, with its seeds and thresholds. */
export type FeedOptions = {
  name: string
  make: (seed: number) => Feed
  seeds: readonly number[]
  thresholds: readonly number[]
  /** The engine's default threshold. */
  engineDefault: number
  hasMachine: boolean
  hasHistory: boolean
}

/** Our figures at a threshold, as means over seeds; `claimed` is the mean confidence of accepted labels. */
export type Ours = RuleFigures & {
  threshold: number
  isDefault: boolean
  claimed: number
  temperature: number
  coincidence: number | null
  /** The share of tasks at each level of clarity and pull, the clearest first; of the first seed. */
  levels: number[]
  /** The smallest and largest over seeds. */
  spread: { answers: [number, number]; accuracy: [number, number]; accepted: [number, number] }
}

/** The figures of all rules on a feed, as means over the same seeds. */
export type FeedRow = {
  name: string
  mode: 'plain' | 'with a machine' | 'without history'
  seeds: number
  threeVotes: RuleFigures
  points: RuleFigures
  ours: Ours[]
}

/** Streams a feed at each threshold and seed, and applies the older rules to it. */
export async function measureFeed(options: FeedOptions): Promise<FeedRow> {
  const feeds = options.seeds.map(options.make)
  const ours: Ours[] = []
  for (const threshold of options.thresholds) {
    const reports: StreamReport[] = []
    for (const feed of feeds)
      reports.push(await streamFeed(feed, { ...options, confidence: threshold }))
    ours.push(summarise(reports, { threshold, isDefault: threshold === options.engineDefault }))
  }
  return {
    name: options.name,
    mode: options.hasMachine ? 'with a machine' : options.hasHistory ? 'plain' : 'without history',
    seeds: feeds.length,
    threeVotes: meanFigures(feeds.map((feed) => takeByPoints(feed, threeVotes))),
    points: meanFigures(feeds.map((feed) => takeByPoints(feed, twoAndAHalfPoints))),
    ours,
  }
}

function summarise(
  reports: readonly StreamReport[],
  at: { threshold: number; isDefault: boolean },
): Ours {
  const figures = reports.map(({ answers_per_task: answers, accepted }) => ({
    answers,
    accuracy: accepted.accuracy ?? 0,
    accepted: accepted.share,
  }))
  const spreadOf = (of: keyof RuleFigures): [number, number] => {
    const all = figures.map((figure) => round(figure[of]))
    return [Math.min(...all), Math.max(...all)]
  }
  return {
    ...at,
    ...meanFigures(figures),
    claimed: round(meanOf(reports.map(({ accepted }) => accepted.confidence ?? 0))),
    temperature: round(meanOf(reports.map(({ temperature }) => temperature))),
    coincidence: reports[0]?.coincidence === undefined ? null : round(reports[0].coincidence),
    levels: reports[0]?.levels.map(({ share }) => round(share)) ?? [],
    spread: {
      answers: spreadOf('answers'),
      accuracy: spreadOf('accuracy'),
      accepted: spreadOf('accepted'),
    },
  }
}

function meanFigures(all: readonly RuleFigures[]): RuleFigures {
  return {
    answers: round(meanOf(all.map(({ answers }) => answers))),
    accuracy: round(meanOf(all.map(({ accuracy }) => accuracy))),
    accepted: round(meanOf(all.map(({ accepted }) => accepted))),
  }
}
