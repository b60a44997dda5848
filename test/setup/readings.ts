import type { Reading, ReadingEvent, Readings } from '../../src/model/reading.ts'

/** The day of the answers behind a test's readings. */
export const readAtMs = Date.UTC(2026, 0, 2)

/** An accepted reading of an item, with optional changes. */
export function fakeReading(itemId: string, text: string, change: Partial<Reading> = {}): Reading {
  return {
    itemId,
    corpus: 'letters',
    text,
    state: 'accepted',
    confidence: 0.98,
    rawConfidence: 0.99,
    answers: 3,
    networks: 3,
    agreement: 1,
    attack: 0.001,
    alternatives: [],
    firstAnswerAtMs: readAtMs,
    lastAnswerAtMs: readAtMs,
    engine: 'engine-of-the-test',
    ...change,
  }
}

/** Stores readings with their events, as settling does. */
export async function keepReadings(
  readings: Readings,
  list: readonly Reading[],
  { atMs = readAtMs, cause = 'labels' }: Partial<Pick<ReadingEvent, 'atMs' | 'cause'>> = {},
): Promise<void> {
  const changes = []
  for (const reading of list) {
    const { itemId, corpus, state, text, confidence } = reading
    const was = await readings.find('main', itemId)
    const now = { itemId, corpus, atMs, state, text, confidence, cause }
    const event = { ...now, wasState: was?.state ?? null, wasText: was?.text ?? null }
    changes.push({ itemId, reading, event })
  }
  const [first] = list
  if (first)
    await readings.keep(changes, { corpus: first.corpus, untilMs: atMs, labelsSinceFit: 0 })
}
