import { answerLimits, isId, soleField } from '../../../../src/kinds/answer-body.ts'
import type { Kind } from '../../../../src/kinds/kind.ts'
import { playing } from '../../../../src/kinds/pool.ts'
import { agreeOnMoment, momentMax, momentOf } from './agreement.ts'
import { soundServing } from './sound.ts'

/** Pointing at the moment of a sound, such as a bell: a kind that the program itself does not have. */
export const pointing: Kind = {
  name: 'pointing',
  way: 'eye',
  importsFrom: null,
  stageOf: () => 'open',
  supply: 'paired',
  isTyped: false,
  pick: async (pool) => {
    const [pair] = await pool.drawPairs(1)
    if (!pair) return null
    const { id: pairId, control, probe, turn } = pair
    const showing = { pairId, turn }
    const items = [...playing('known', [control]), ...playing('unknown', [probe])]
    return { keyword: 'a bell', items, showings: [showing] }
  },
  serving: soundServing,
  viewOf: ({ shownKeyword }) => (shownKeyword ? { keyword: shownKeyword.text } : {}),
  plainForm: null,
  readAnswer: (body) => {
    const moments = soleField(body, 'moments')
    if (typeof moments !== 'object' || moments === null) return null
    const entries = Object.entries(moments)
    if (entries.length > answerLimits.images || !entries.every(isEntry)) return null
    return {
      kind: 'pointing',
      byImage: new Map(entries.map(([id, moment]) => [id, String(moment)])),
    }
  },
  isAnswerTo: ({ items }, { byImage }) =>
    byImage.size === items.length && items.every(({ imageId }) => byImage.has(imageId)),
  givenFor: ({ byImage }, { imageId }) => byImage.get(imageId) ?? null,
  agreement: agreeOnMoment,
  canDecide: (text) => momentOf(text) !== null,
  bestGuess: () => null,
  stopRules: {
    confidenceMin: 0.9,
    networksMin: 2,
    answersMin: 2,
    answersMax: 20,
    quarantineHours: 0,
  },
  content: 'other',
}

function isEntry([id, moment]: [string, unknown]): boolean {
  return isId(id) && Number.isInteger(moment) && Number(moment) >= 0 && Number(moment) <= momentMax
}
