const MAX_SECONDS = 86_400
// A timer and the clock may differ by a moment.
const EARLY_MS = 50

/** Calls back once the seconds are over, also when the device slept meanwhile; returns what calls it off. */
export function expireAfter(seconds: number, callback: () => void): () => void {
  const limitMs = Math.min(Math.max(seconds, 1), MAX_SECONDS) * 1000
  const deadlineMs = Date.now() + limitMs
  const timer = setTimeout(endIfLate, limitMs + EARLY_MS)
  document.addEventListener('visibilitychange', endIfLate)

  function cancel(): void {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', endIfLate)
  }
  function endIfLate(): void {
    if (Date.now() < deadlineMs) return
    cancel()
    callback()
  }
  return cancel
}
