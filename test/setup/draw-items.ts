import type { Draw, DrawnItem, Exposures } from '../../src/model/exposure.ts'

/** Draws items and finds what is shown of each. */
export async function drawItems(exposures: Exposures, draw: Draw): Promise<DrawnItem[]> {
  return exposures.find(await exposures.draw(draw))
}
