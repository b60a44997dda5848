import type { ItemStage } from '../../model/item.ts'
import { shapeOf, type Region } from '../../model/region.ts'
import { fitsVisitor, isLongEnough, typedCharsMax, typedCharsMin } from '../../text/typeable.ts'
import type { Imported } from '../kind.ts'
import { areaWithin } from '../shape.ts'

/** Characters per height of the writing: the median of the lines with text of five real sources. */
const signsPerHeight = 2.6
/** An unread item smaller than this is a speck, or too small to read. */
const unreadSidePixelsMin = 12
/** How much of its box the writing of a line fills in height, if it has no outline. */
const boxFilledShare = 0.84

/** Says whether a text can be asked of a visitor, has to wait until it is cut, or cannot decide. */
export function stageOfText({ status, label, script, region }: Imported): ItemStage {
  if (label === null) return stageByShape(region)
  if (Array.from(label).length > typedCharsMax) return 'waiting'
  const fits = status === 'known' ? fitsVisitor(label, script) : isLongEnough(label)
  return fits ? 'open' : 'unfit'
}

// A picture of one or two letters would be recognised as an unknown item, because known ones are longer.
function stageByShape(region: Region): ItemStage {
  const shape = shapeOf(region)
  if (!shape) return 'unfit'
  const { box, polygon } = shape
  if (Math.min(box.width, box.height) < unreadSidePixelsMin) return 'unfit'
  const outlined = polygon ? areaWithin(polygon) / box.width : 0
  const signs = (signsPerHeight * box.width) / (outlined || box.height * boxFilledShare)
  if (signs > typedCharsMax) return 'waiting'
  return signs < typedCharsMin ? 'unfit' : 'open'
}
