import type { Reading, ReadingState, Readings } from '../model/reading.ts'
import { itemOf, labelOf, readingOf } from './rows.ts'
import { step, type Row, type Sql, type Step } from './sql.ts'
import { statements } from './statements.ts'

/** Readings kept in an SQL engine. */
export const openReadings = (sql: Sql): Readings => ({
  keep: async (readings, { corpus, untilMs }) => {
    const settled = step(statements.keepSettlement, corpus, untilMs)
    await sql.write([...readings.map(keepReading), settled])
  },
  find: async (itemId) =>
    (await sql.read(step(statements.findReading, itemId))).map(readingOf)[0] ?? null,
  settledUntil: async (corpus) =>
    Number((await sql.read(step(statements.findSettlement, corpus)))[0]?.['until_ms'] ?? 0),
  listMarks: async (corpus, { givenAtMs, challengeId, itemId }, limit) => {
    const after = [givenAtMs, challengeId, itemId]
    const rows = await sql.read(step(statements.listLabelMarks, corpus, ...after, limit))
    return rows.map((row) => ({
      givenAtMs: Number(row['given_at_ms']),
      challengeId: String(row['challenge_id']),
      itemId: String(row['item_id']),
    }))
  },
  labelsOf: async (itemId, limit) =>
    (await sql.read(step(statements.labelsOfItem, itemId, limit))).map(labelOf),
  count: async (corpus) => {
    const rows = await sql.read(step(statements.countReadings, corpus))
    const count = (state: ReadingState): number =>
      Number(rows.find((row) => row['state'] === state)?.['n'] ?? 0)
    return {
      open: count('open'),
      provisional: count('provisional'),
      accepted: count('accepted'),
      contested: count('contested'),
    }
  },
  ofSource: async (sourceId) =>
    (await sql.read(step(statements.readItemsOfSource, sourceId))).map(readItemOf),
  ofDocument: async (corpus, path) => {
    // `$` is the sign behind `#`: between them lies all that begins with the path and `#`.
    const own = [corpus, `${path}#`, `${path}$`]
    const rows = await sql.read(step(statements.readItemsOfDocument, ...own, corpus, path))
    return rows.map(readItemOf)
  },
})

const keepReading = (reading: Reading): Step => {
  const { itemId, corpus, text, state, confidence, answers, engine } = reading
  const { firstAnswerAtMs, lastAnswerAtMs, settledAtMs } = reading
  return step(
    statements.keepReading,
    itemId,
    corpus,
    text,
    state,
    confidence,
    answers,
    JSON.stringify(reading.alternatives),
    firstAnswerAtMs,
    lastAnswerAtMs,
    settledAtMs,
    engine,
  )
}

const readItemOf = (row: Row) => ({
  item: itemOf(row),
  reading: row['engine'] == null ? null : readingOf({ ...row, item_id: row['id'] ?? null }),
  widthPixels: Number(row['width_pixels']),
  heightPixels: Number(row['height_pixels']),
})
