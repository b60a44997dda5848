import { grownTo } from './grown-to.ts'

/** What one network said about all items, and about the known ones among them. */
export type Account = {
  answers: number
  /** How many of its answers were wrong, by the posteriors. */
  wrong: number
  known: number
  knownWrong: number
  /** How many of the known items it would have got wrong at its error rate. */
  knownWrongExpected: number
}

/** The accounts of many networks, by their places. */
export type Accounts = {
  answersOf(network: number): number
  at(network: number): Account
  /** Enters an answer. */
  enter(network: number, answer: { wrong: number; errorRate: number; isKnown: boolean }): void
}

const columns = 5
const [answers, wrong, known, knownWrong, knownWrongExpected] = [0, 1, 2, 3, 4]

/** Opens no accounts; those that are entered lie in one typed array. */
export function openAccounts(): Accounts {
  let counts = new Float64Array(0)
  const get = (network: number, column: number): number => counts[columns * network + column] ?? 0
  const add = (network: number, column: number, amount: number): void => {
    counts[columns * network + column] = get(network, column) + amount
  }
  return {
    answersOf: (network) => get(network, answers),
    at: (network) => ({
      answers: get(network, answers),
      wrong: get(network, wrong),
      known: get(network, known),
      knownWrong: get(network, knownWrong),
      knownWrongExpected: get(network, knownWrongExpected),
    }),
    enter: (network, answer) => {
      counts = grownTo(counts, columns * network + columns - 1)
      add(network, answers, 1)
      add(network, wrong, answer.wrong)
      if (!answer.isKnown) return
      add(network, known, 1)
      add(network, knownWrong, answer.wrong)
      add(network, knownWrongExpected, answer.errorRate)
    },
  }
}
