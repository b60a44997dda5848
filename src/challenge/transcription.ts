import { playing, type DrawFrom, type Picked } from './draw.ts'

/**
 * Picks the items of a transcription: one known, one unknown. Where a corpus has nothing unknown left, a
 * second known item plays the unknown one: it does not decide, and tells how well such labels are read.
 */
export const pickTranscription = async (draw: DrawFrom): Promise<Picked | null> => {
  const known = await draw({ role: 'known', count: 1, leaveOut: [] })
  const unknown = await draw({ role: 'unknown', count: 1, leaveOut: known })
  if (unknown.length === 0)
    unknown.push(...(await draw({ role: 'known', count: 1, leaveOut: known })))
  if (known.length + unknown.length < 2) return null
  return { keyword: null, items: [...playing('known', known), ...playing('unknown', unknown)] }
}
