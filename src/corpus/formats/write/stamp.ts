/** What a corrected file says about who corrected it and when; it names no reader. */
export type Stamp = { version: string; nowMs: number }

/** A document with the new texts in it. */
export type Rewritten = {
  bytes: Buffer
  /** How many readings are in it now. */
  readings: number
  /** Regions that are no longer found, or whose words cannot be put together. */
  missed: string[]
}

/** A time as XML writes it. */
export function xmlTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '')
}

/** An id that no element of a text uses. */
export function freeId(text: string): string {
  let number = 1
  while (text.includes(`"incipit-${number}"`) || text.includes(`'incipit-${number}'`)) number += 1
  return `incipit-${number}`
}

/** A confidence as written: three decimal places, and never 0 or 1, which some readers refuse. */
export function confidenceText(confidence: number): string {
  return Math.min(0.999, Math.max(0.001, confidence)).toFixed(3)
}
