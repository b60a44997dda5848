import { answerLimits, isId, soleField } from '../../../src/kinds/answer-body.ts'
import type { Kind } from '../../../src/kinds/kind.ts'
import { playing } from '../../../src/kinds/pool.ts'
import { agreeOnPoint, pointOf, sideMax } from './agreement.ts'

/** Pointing at what is asked for, such as the seal of a letter: a kind that the program itself does not have. */
export const pointing: Kind = {
  name: 'pointing',
  importsFrom: null,
  stageOf: () => 'open',
  supply: 'paired',
  isTyped: false,
  pick: async (pool) => {
    const [pair] = await pool.drawPairs(1)
    if (!pair) return null
    const { id: pairId, control, probe, turn } = pair
    const showing = { pairId, controlId: control.id, probeId: probe.id, turn }
    const items = [...playing('known', [control]), ...playing('unknown', [probe])]
    return { keyword: 'a seal', items, showings: [showing] }
  },
  serving: { layout: 'tile', widthPixels: 320, heightPixels: 320 },
  viewOf: ({ shownKeyword }) => (shownKeyword ? { keyword: shownKeyword.text } : {}),
  readAnswer: (body) => {
    const points = soleField(body, 'points')
    if (typeof points !== 'object' || points === null) return null
    const entries = Object.entries(points).map(([id, at]) => [id, readPoint(at)] as const)
    if (entries.length > answerLimits.images || !entries.every(([id]) => isId(id))) return null
    const byImage = new Map<string, string>()
    for (const [id, point] of entries) {
      if (point === null) return null
      byImage.set(id, point)
    }
    return { kind: 'pointing', byImage }
  },
  isAnswerTo: ({ items }, { byImage }) =>
    byImage.size === items.length && items.every(({ imageId }) => byImage.has(imageId)),
  givenFor: ({ byImage }, { imageId }) => byImage.get(imageId) ?? null,
  agreement: agreeOnPoint,
  canDecide: (text) => pointOf(text) !== null,
  stopRules: {
    confidenceMin: 0.9,
    networksMin: 2,
    answersMin: 2,
    answersMax: 20,
    quarantineHours: 0,
  },
  content: 'other',
}

function readPoint(at: unknown): string | null {
  if (!Array.isArray(at) || at.length !== 2) return null
  const isInside = at.every((part) => Number.isInteger(part) && part >= 0 && part <= sideMax)
  return isInside ? at.join(',') : null
}
