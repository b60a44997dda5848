type Point = { x: number; y: number }

const pathCharsMax = 200_000
const pointsMax = 2_000
const curveSteps = 6
const tokens = /([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)/g
/** How many numbers each command takes at a time. */
const numbersOf: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
}

type Pen = { at: Point; start: Point; control: Point }

/** The points of the first closed or open part of an SVG path, curves as short lines; null if it is not a path. */
export function readPath(path: string): Point[] | null {
  const points: Point[] = []
  const pen: Pen = { at: { x: 0, y: 0 }, start: { x: 0, y: 0 }, control: { x: 0, y: 0 } }
  for (const { command, numbers } of commandsOf(path)) {
    const takes = numbersOf[command.toLowerCase()]
    if (takes === undefined || points.length > pointsMax) return null
    // What follows the first part is a hole or another shape.
    if (command.toLowerCase() === 'z') break
    if (command.toLowerCase() === 'm' && points.length > 1) break
    if (numbers.length === 0 || numbers.length % takes !== 0) return null
    for (let at = 0; at < numbers.length; at += takes) {
      // Further pairs after a move are lines.
      const isLine = at > 0 && command.toLowerCase() === 'm'
      const name = isLine ? (command === 'm' ? 'l' : 'L') : command
      points.push(...draw(name, numbers.slice(at, at + takes), pen))
    }
  }
  return points.length > 2 && points.length <= pointsMax ? points : null
}

function* commandsOf(path: string): Generator<{ command: string; numbers: number[] }> {
  let command = ''
  let numbers: number[] = []
  for (const [, letter, number] of path.slice(0, pathCharsMax).matchAll(tokens)) {
    if (number !== undefined) numbers.push(Number(number))
    if (letter === undefined) continue
    if (command !== '') yield { command, numbers }
    command = letter
    numbers = []
  }
  if (command !== '') yield { command, numbers }
}

function draw(name: string, numbers: readonly number[], pen: Pen): Point[] {
  const { at } = pen
  const from = name === name.toLowerCase() ? at : { x: 0, y: 0 }
  const kind = name.toLowerCase()
  const pairs = pairsOf(kind === 'a' ? numbers.slice(5) : numbers, from)
  const end = endOf(kind, { numbers, pairs, from, at })
  const mirrored = { x: 2 * at.x - pen.control.x, y: 2 * at.y - pen.control.y }
  const controls = controlsOf(kind, pairs, mirrored)
  pen.at = end
  pen.control = controls.at(-1) ?? end
  return controls.length === 0 ? [end] : bend([at, ...controls, end])
}

function pairsOf(numbers: readonly number[], from: Point): Point[] {
  const pairs: Point[] = []
  for (let at = 0; at + 1 < numbers.length; at += 2)
    pairs.push({ x: from.x + (numbers[at] ?? 0), y: from.y + (numbers[at + 1] ?? 0) })
  return pairs
}

type Stroke = { numbers: readonly number[]; pairs: readonly Point[]; from: Point; at: Point }

function endOf(kind: string, { numbers: [first = 0], pairs, from, at }: Stroke): Point {
  if (kind === 'h') return { x: from.x + first, y: at.y }
  if (kind === 'v') return { x: at.x, y: from.y + first }
  return pairs.at(-1) ?? at
}

// An arc is drawn as its chord, which is accurate enough for an outline of writing.
function controlsOf(kind: string, pairs: readonly Point[], mirrored: Point): Point[] {
  if (kind === 'c') return pairs.slice(0, 2)
  if (kind === 's') return [mirrored, ...pairs.slice(0, 1)]
  if (kind === 'q') return pairs.slice(0, 1)
  return kind === 't' ? [mirrored] : []
}

// De Casteljau's construction, for a curve of any degree.
function bend(frame: readonly Point[]): Point[] {
  return Array.from({ length: curveSteps }, (_, step) => {
    const share = (step + 1) / curveSteps
    let points = [...frame]
    while (points.length > 1)
      points = points.slice(1).map((point, place) => {
        const before = points[place] ?? point
        return {
          x: before.x + (point.x - before.x) * share,
          y: before.y + (point.y - before.y) * share,
        }
      })
    return points[0] ?? { x: 0, y: 0 }
  })
}
