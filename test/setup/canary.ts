import type { Label } from '../../src/model/answer.ts'
import type { Item } from '../../src/model/item.ts'
import type { Evidence } from '../../src/model/reading.ts'

/** A known item that is asked as if it were unknown. */
export const item: Item = {
  id: 'a',
  corpus: 'letters',
  sourceId: 's',
  kind: 'transcription',
  status: 'known',
  stage: 'open',
  level: 'word',
  region: { is: 'box', box: { x: 0, y: 0, width: 1, height: 1 } },
  regionName: 'r',
  label: 'Haus',
  confidence: null,
  mediaId: 'p',
  lineId: null,
  place: null,
  readingOrder: null,
  machineScore: null,
}

/** A label of the canary with a text. */
export function label(given: string, change: Partial<Label> = {}): Label {
  return {
    itemId: 'a',
    challengeId: given,
    corpus: 'letters',
    given,
    keyword: null,
    weight: 1,
    knownAsked: 1,
    verdict: 'pass',
    networkHash: 'n',
    elapsedMs: 1,
    givenAtMs: 1,
    ...change,
  }
}

/** The evidence of the canary with some labels. */
export function evidence(labels: readonly Label[], change: Partial<Evidence> = {}): Evidence {
  return {
    item,
    poolStatus: 'known',
    labels,
    knownAnswers: [],
    unreadableNetworks: 0,
    decision: null,
    ...change,
  }
}
