import { readRows } from './rows.ts'

/** The limits for reading a file of answers; `nameChars` is for all names of a column together. */
const columnLimits = { answers: 100_000_000, names: 10_000_000, nameChars: 500_000_000 } as const
const firstRows = 4_096

/** A number for each answer, and the names that the numbers stand for, in ascending order of UTF-16. */
export type NumberedColumn = { numbers: Uint32Array; names: readonly string[] }

/**
 * Answers in the order of their file, twelve bytes each. The columns may be longer than `count`. The same
 * answers in another order get the same numbers.
 */
export type AnswerFile = {
  count: number
  worker: NumberedColumn
  task: NumberedColumn
  label: NumberedColumn
}

/** The same with the network that each answer came from, and the challenge that it was part of. */
export type ArrivalFile = AnswerFile & { networkHash: NumberedColumn; challenge: NumberedColumn }

type ReadOptions = { takesEmptyLabels: boolean; formOf: (label: string) => string }

function asGiven(name: string): string {
  return name
}

/** Reads a file of answers; `formOf` brings a label into the form in which it counts. */
export async function readAnswerFile(path: string, options: ReadOptions): Promise<AnswerFile> {
  const answers = openAnswers(path, options)
  const columns = ['worker', 'task', 'label'] as const
  await readRows(path, { columns, takesEmptyLabels: options.takesEmptyLabels }, answers.add)
  return answers.finish()
}

/**
 * Reads a file of answers as they came. If no `network` is given, the worker is a network of its own. If no
 * `challenge` is given, the answer is a challenge of its own.
 */
export async function readArrivalFile(path: string, options: ReadOptions): Promise<ArrivalFile> {
  const answers = openAnswers(path, options)
  const networkHash = openColumn(`${path} has too many networks.`)
  const challenge = openColumn(`${path} has too many challenges.`)
  let row = 0
  const columns = ['worker', 'task', 'label', 'network', 'challenge'] as const
  const optional = new Set(['network', 'challenge'] as const)
  await readRows(
    path,
    { columns, optional, takesEmptyLabels: options.takesEmptyLabels },
    (cells) => {
      const [worker = '', , , network = '', group = ''] = cells
      answers.add(cells)
      networkHash.add(network === '' ? `worker ${worker}` : `network ${network}`, row)
      challenge.add(group === '' ? `row ${row}` : `challenge ${group}`, row)
      row += 1
    },
  )
  const file = answers.finish()
  return { ...file, networkHash: networkHash.finish(asGiven), challenge: challenge.finish(asGiven) }
}

function openAnswers(path: string, { formOf }: ReadOptions) {
  const worker = openColumn(`${path} has too many workers.`)
  const task = openColumn(`${path} has too many tasks.`)
  const label = openColumn(`${path} has too many different labels.`)
  let count = 0
  return {
    add: (cells: readonly string[]): void => {
      if (count === columnLimits.answers)
        throw new Error(`${path} has over ${columnLimits.answers} answers.`)
      worker.add(cells[0] ?? '', count)
      task.add(cells[1] ?? '', count)
      label.add(cells[2] ?? '', count)
      count += 1
    },
    finish: (): AnswerFile => {
      if (count === 0) throw new Error(`${path} has no answers.`)
      return {
        count,
        worker: worker.finish(asGiven),
        task: task.finish(asGiven),
        label: label.finish(formOf),
      }
    },
  }
}

type GrowingColumn = {
  add(name: string, row: number): void
  finish(formOf: (name: string) => string): NumberedColumn
}

function openColumn(tooMany: string): GrowingColumn {
  const numberOf = new Map<string, number>()
  let numbers = new Uint32Array(firstRows)
  let nameChars = 0
  const addName = (name: string): number => {
    nameChars += name.length
    if (numberOf.size === columnLimits.names || nameChars > columnLimits.nameChars)
      throw new Error(tooMany)
    const number = numberOf.size
    numberOf.set(name, number)
    return number
  }
  return {
    add: (name, row) => {
      if (row === numbers.length)
        numbers = new Uint32Array(numbers.buffer.transfer(2 * numbers.byteLength))
      numbers[row] = numberOf.get(name) ?? addName(name)
    },
    finish: (formOf) => {
      const forms = Array.from(numberOf.keys(), formOf)
      numberOf.clear()
      const { names, places } = sortNames(forms)
      for (let row = 0; row < numbers.length; row++) numbers[row] = places[numbers[row] ?? 0] ?? 0
      return { numbers, names }
    },
  }
}

/** Sorts names, each once, and returns the place of every name that was given. */
function sortNames(given: readonly string[]): { names: string[]; places: Uint32Array } {
  const nameOf = (n: number): string => given[n] ?? ''
  const order = Uint32Array.from(given, (_, n) => n).toSorted((a, b) =>
    nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b)),
  )
  const names: string[] = []
  const places = new Uint32Array(given.length)
  for (const n of order) {
    const name = nameOf(n)
    if (names.at(-1) !== name) names.push(name)
    places[n] = names.length - 1
  }
  return { names, places }
}
