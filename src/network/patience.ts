import type { WebFault } from '../model/web.ts'

/** A host that asks us to wait, or a transfer that broke off after some bytes. */
export type Setback = { waitMs: number } | { broken: string; sizeBytes: number }

const triesMax = 3
const waitMs = 2_000
/** A try that gets this many bytes further than any before resets the count of failures. */
const progressBytes = 16 * 1024 * 1024

/** Says how long to wait before a file is requested again; a fault after too many tries. */
export function openPatience(): (setback: Setback) => { waitMs: number } | WebFault {
  let busy = 0
  let broken = 0
  let furthestBytes = 0
  return (setback) => {
    if ('waitMs' in setback) {
      busy += 1
      return busy < triesMax ? setback : { fault: 'the host is busy; try again later' }
    }
    if (setback.sizeBytes >= furthestBytes + progressBytes) broken = 0
    furthestBytes = Math.max(furthestBytes, setback.sizeBytes)
    broken += 1
    return broken < triesMax ? { waitMs: waitMs * 2 ** (broken - 1) } : { fault: setback.broken }
  }
}
