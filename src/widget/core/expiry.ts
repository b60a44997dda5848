const MAX_SECONDS = 86_400

/** Calls back once the seconds are over, also when the device slept meanwhile; returns what calls it off. */
export function expireAfter(seconds: number, callback: () => void): () => void {
  const limitMs = Math.min(Math.max(seconds, 1), MAX_SECONDS) * 1000
  const deadlineMs = Date.now() + limitMs
  const timer = setTimeout(end, limitMs)
  document.addEventListener('visibilitychange', endIfLate)

  function cancel(): void {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', endIfLate)
  }
  function end(): void {
    cancel()
    callback()
  }
  function endIfLate(): void {
    if (Date.now() >= deadlineMs) end()
  }
  return cancel
}
