/** What a corrected file says of who corrected it and when; of nobody who read it. */
export type Stamp = { version: string; nowMs: number }

/** A document with the new texts in it. */
export type Rewritten = {
  bytes: Buffer
  /** How many readings are in it now. */
  readings: number
  /** Regions that were not found any more, or whose words cannot be put together. */
  missed: string[]
}

/** A time as XML writes it. */
export function xmlTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '')
}

/** An id that no element of a text has. */
export function freeId(text: string): string {
  let number = 1
  while (text.includes(`"incipit-${number}"`) || text.includes(`'incipit-${number}'`)) number += 1
  return `incipit-${number}`
}

/** A confidence as it is written: with three places, and neither 0 nor 1, which some readers refuse. */
export function confidenceText(confidence: number): string {
  return Math.min(0.999, Math.max(0.001, confidence)).toFixed(3)
}
