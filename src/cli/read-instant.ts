const lengthMax = 30
const instantShape = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/

/** Reads an instant such as 2030-01-01T08:00Z, or a day (UTC), in milliseconds since 1970; null if it is neither. */
export function readInstant(text: string): number | null {
  const ms = text.length <= lengthMax && instantShape.test(text) ? Date.parse(text) : Number.NaN
  // Date.parse turns a day that the month does not have into a day of the next month.
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10))
  return isDay ? ms : null
}
