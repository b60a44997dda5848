import type { Polygon } from '../model/region.ts'

/** The area within a closed outline, in square pixels. */
export function areaWithin(polygon: Polygon): number {
  const twice = polygon.reduce((sum, point, place) => {
    const next = polygon[(place + 1) % polygon.length] ?? point
    return sum + point.x * next.y - next.x * point.y
  }, 0)
  return Math.abs(twice) / 2
}
