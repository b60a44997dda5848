/** A line as words to align: match keys as numbers; 0 is no word. */
export type NetworkWords = ArrayLike<number>

/** One place of a network: the words that lines have there, each with the lines that have it. */
export type NetworkSlot = { words: number[]; voters: Voter[][] }

/** A line, and which of its words; -1 if it has none. */
export type Voter = { line: number; place: number }

export const noWord = 0

/**
 * The step by which the alignment reached a cell. Every step costs 1, except a word that its slot already
 * has.
 */
const step = { changed: 0, putIn: 1, leftOut: 2 } as const

/**
 * Aligns lines one after another, in the order given, into a network of slots: ROVER (Fiscus, "A
 * post-processing system to yield reduced word error rates", ASRU 1997), with the costs and tie-breaking of
 * crowd-kit. Takes time in proportion to words by slots for each line.
 */
export function buildNetwork(
  lines: readonly NetworkWords[],
  order: readonly number[],
): NetworkSlot[] {
  const first = order[0]
  if (first === undefined) return []
  let slots: NetworkSlot[] = Array.from(lines[first] ?? [], (word, place) => ({
    words: [word],
    voters: [[{ line: first, place }]],
  }))
  for (let turn = 1; turn < order.length; turn++) {
    const line = order[turn] ?? 0
    slots = addLine(slots, { words: lines[line] ?? [], line, before: order.slice(0, turn) })
  }
  return slots
}

type NewLine = { words: NetworkWords; line: number; before: readonly number[] }

function addLine(slots: readonly NetworkSlot[], { words, line, before }: NewLine): NetworkSlot[] {
  const steps = align(slots, words)
  const width = slots.length + 1
  const grown: NetworkSlot[] = []
  let place = words.length
  let column = slots.length
  while (place > 0 || column > 0) {
    const came = steps[place * width + column]
    if (came !== step.leftOut) place -= 1
    if (came !== step.putIn) column -= 1
    const voter = { line, place: came === step.leftOut ? -1 : place }
    const slot = came === step.putIn ? emptySlot(before) : slots[column]
    if (!slot) break
    vote(slot, came === step.leftOut ? noWord : (words[place] ?? noWord), voter)
    grown.push(slot)
  }
  return grown.toReversed()
}

function emptySlot(before: readonly number[]): NetworkSlot {
  return {
    words: [noWord],
    voters: [before.map((line) => ({ line, place: -1 }))],
  }
}

function vote({ words, voters }: NetworkSlot, word: number, voter: Voter): void {
  const at = words.indexOf(word)
  if (at >= 0) voters[at]?.push(voter)
  else {
    words.push(word)
    voters.push([voter])
  }
}

// The last step to each cell of the cheapest alignment; if several are equal, the change, then the inserted
// word.
function align(slots: readonly NetworkSlot[], words: NetworkWords): Uint8Array {
  const width = slots.length + 1
  const steps = new Uint8Array((words.length + 1) * width).fill(step.leftOut, 1, width)
  const costs = Float64Array.from({ length: width }, (_, column) => column)
  for (let row = 1; row <= words.length; row++) {
    const word = words[row - 1] ?? noWord
    let corner = costs[0] ?? 0
    let left = row
    costs[0] = row
    steps[row * width] = step.putIn
    for (let column = 1; column < width; column++) {
      const above = costs[column] ?? 0
      let came: number = step.changed
      let cost = corner
      if (!slots[column - 1]?.words.includes(word)) {
        if (above < cost) [cost, came] = [above, step.putIn]
        if (left < cost) [cost, came] = [left, step.leftOut]
        cost += 1
      }
      steps[row * width + column] = came
      costs[column] = cost
      corner = above
      left = cost
    }
  }
  return steps
}
