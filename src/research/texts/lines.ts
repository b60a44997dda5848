import { ballotOf, bestKey, weighBallot, type TextBallot, type TextCrowd } from './ballot.ts'
import { buildNetwork, type NetworkSlot } from './network.ts'
import { formsOf, medoidOf, weighLines, type TextSheet } from './sheet.ts'
import { logOddsPerWeight, weighWorkers } from './worker-weights.ts'

/** A slot of a line as it is read: the form of each of its words ('' for no word), and their posterior. */
export type SlotReading = { forms: readonly string[]; posterior: Float64Array; best: number }

const lineRules = {
  /** How often workers are weighed by the lines that their weights produced. */
  rounds: 3,
  /** The strength of closeness, in nats: half that for words, because a slot has its neighbours' evidence. */
  closeness: 1,
} as const

/**
 * Reads lines by ROVER, starting at the medoid and adding the nearest line each time. Each slot is a ballot
 * on its words and on there being none. A worker's log odds in it follow their weight: how near their lines
 * are to the result, or to the truth if `known` has it.
 */
export function readLines(
  sheets: readonly TextSheet[],
  known: readonly (readonly string[] | null)[],
  workerCount: number,
): SlotReading[][] {
  let weights: Float64Array = new Float64Array(workerCount).fill(1)
  let read = readOnce(sheets, weights)
  for (let round = 0; round < lineRules.rounds; round++) {
    const made = read.map((slots, task) => known[task] ?? wordsRead(slots))
    weights = weighWorkers(sheets, made, workerCount)
    read = readOnce(sheets, weights)
  }
  return read
}

/** The words of a line as it is read. */
export function wordsRead(slots: readonly SlotReading[]): string[] {
  return slots.map(({ forms, best }) => forms[best] ?? '').filter((form) => form !== '')
}

type Network = { sheet: TextSheet; places: readonly Place[] }
type Place = { slot: NetworkSlot; ballot: TextBallot }

function readOnce(sheets: readonly TextSheet[], weights: Float64Array): SlotReading[][] {
  const networks = sheets.map((sheet) => networkOf(sheet, weights))
  const ballots = networks.flatMap(({ places }) => places.map(({ ballot }) => ballot))
  const slope = logOddsPerWeight(ballots, weights)
  // Workers mishear or misread the same things, so coinciding errors are no evidence here.
  const crowd: TextCrowd = { logOdds: weights.map((weight) => slope * weight), coincidence: 1 }
  return networks.map(({ sheet, places }) =>
    places.map(({ slot, ballot }) => {
      const posterior = weighBallot(ballot, crowd)
      return { forms: formsOf(sheet, slot), posterior, best: bestKey(ballot, posterior) }
    }),
  )
}

function networkOf(sheet: TextSheet, weights: Float64Array): Network {
  const lines = sheet.lines.map(({ words }) => words)
  const slots = buildNetwork(lines, orderOf(sheet, weights))
  return { sheet, places: slots.map((slot) => ({ slot, ballot: ballotIn(sheet, slot) })) }
}

function orderOf(sheet: TextSheet, weights: Float64Array): number[] {
  const count = sheet.lines.length
  const first = medoidOf(sheet, weighLines(sheet, weights))
  const distanceOf = (line: number): number => sheet.distances[first * count + line] ?? 0
  return [...sheet.lines.keys()].toSorted(
    (a, b) => Number(b === first) - Number(a === first) || distanceOf(a) - distanceOf(b) || a - b,
  )
}

function ballotIn({ lines, keys }: TextSheet, { words, voters }: NetworkSlot): TextBallot {
  const votes = voters.flatMap((of, key) =>
    of.flatMap(({ line }) => (lines[line]?.workers ?? []).map((worker) => ({ worker, key }))),
  )
  return ballotOf(
    words.map((word) => keys[word] ?? ''),
    votes,
    lineRules.closeness,
  )
}
