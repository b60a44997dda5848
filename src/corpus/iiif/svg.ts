import type { Polygon } from '../../model/region.ts'
import { boxAround, parseNumber, parsePoints } from '../formats/read/geometry.ts'
import { readXml, xmlLimits } from '../formats/read/xml.ts'
import { readPath } from './svg-path.ts'

type Attributes = ReadonlyMap<string, string>
type Point = { x: number; y: number }
/** As in SVG: x' = a·x + c·y + e, y' = b·x + d·y + f. */
type Matrix = readonly [number, number, number, number, number, number]

const limits = { ...xmlLimits, sizeBytes: 1024 * 1024, depth: 32, elements: 1_000 }
const identity: Matrix = [1, 0, 0, 1, 0, 0]
const roundSteps = 24

/** The outline of the first shape in an SVG selector, in the units of its canvas; null if it has none. */
export function readSvgOutline(svg: string): Polygon | null {
  const matrices: Matrix[] = [identity]
  let outline: Polygon | null = null
  const fault = readXml(
    Buffer.from(svg),
    {
      open: (name, attributes) => {
        const matrix = multiply(matrices.at(-1) ?? identity, readTransform(attributes))
        matrices.push(matrix)
        const shape = Object.hasOwn(shapes, name) ? shapes[name]?.(attributes) : null
        const placed = shape?.map((point) => apply(matrix, point))
        if (placed && isOutline(placed)) outline = placed
        return outline === null
      },
      close: () => void matrices.pop(),
    },
    limits,
  )
  return fault ? null : outline
}

function isOutline(points: readonly Point[]): boolean {
  if (points.length < 3 || !points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)))
    return false
  const { width, height } = boxAround(points)
  return width > 0 && height > 0
}

function number(attributes: Attributes, name: string): number {
  return parseNumber(attributes.get(name)) ?? 0
}

const shapes: Readonly<Record<string, (attributes: Attributes) => readonly Point[] | null>> = {
  path: (of) => readPath(of.get('d') ?? ''),
  polygon: (of) => parsePoints(of.get('points')),
  polyline: (of) => parsePoints(of.get('points')),
  rect: (of) => {
    const [x, y] = [number(of, 'x'), number(of, 'y')]
    const [right, bottom] = [x + number(of, 'width'), y + number(of, 'height')]
    return [
      { x, y },
      { x: right, y },
      { x: right, y: bottom },
      { x, y: bottom },
    ]
  },
  circle: (of) => round(of, number(of, 'r'), number(of, 'r')),
  ellipse: (of) => round(of, number(of, 'rx'), number(of, 'ry')),
}

function round(of: Attributes, rx: number, ry: number): Point[] {
  return Array.from({ length: roundSteps }, (_, step) => {
    const angle = (2 * Math.PI * step) / roundSteps
    return {
      x: number(of, 'cx') + rx * Math.cos(angle),
      y: number(of, 'cy') + ry * Math.sin(angle),
    }
  })
}

const transformsMax = 20

function readTransform(attributes: Attributes): Matrix {
  const found = [
    ...(attributes.get('transform') ?? '').matchAll(/([a-zA-Z]+)\s*\(([^)]{0,200})\)/g),
  ]
  return found.slice(0, transformsMax).reduce<Matrix>((matrix, [, name = '', given = '']) => {
    const numbers = given
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number)
    return multiply(matrix, matrixOf(name, numbers))
  }, identity)
}

function matrixOf(name: string, [a = 0, b, c = 0, d = 0, e = 0, f = 0]: readonly number[]): Matrix {
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0]
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0]
  if (name === 'matrix') return [a, b ?? 0, c, d, e, f]
  if (name !== 'rotate') return identity
  const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]
  const x = b ?? 0
  return [cos, sin, -sin, cos, x - x * cos + c * sin, c - x * sin - c * cos]
}

function multiply([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ]
}

function apply([a, b, c, d, e, f]: Matrix, { x, y }: Point): Point {
  return {
    x: a * x + c * y + e,
    y: b * x + d * y + f,
  }
}
