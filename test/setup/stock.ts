import { randomBytes } from 'node:crypto'
import { drawSome } from '../../src/jobs/draw.ts'
import { openStock } from '../../src/jobs/stock.ts'
import { kinds } from '../../src/kinds/kinds.ts'
import type { DrawVariant } from '../../src/model/picture.ts'
import { drawVariant } from '../../src/picture/variant.ts'
import type { ServiceFixture } from './service.ts'

const megabytesMax = 6

/** Draws ahead what the worker of a service would, if need be by a quicker hand. */
export async function drawAhead(
  { store }: Pick<ServiceFixture, 'store'>,
  draw: DrawVariant = drawVariant,
): Promise<void> {
  const context = {
    ...store,
    kinds,
    drawVariant: draw,
    stock: openStock({ ...store, clock: Date.now, megabytesMax }),
    clock: Date.now,
    random: randomBytes,
  }
  const onFault = (fault: string): never => {
    throw new Error(fault)
  }
  while ((await drawSome(context, { isStopped: () => false, onFault })) > 0);
}
