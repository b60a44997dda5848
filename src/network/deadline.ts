/** The end of one fetch: when its time is over or the import is stopped, whichever comes first. */
export type Deadline = { signal: AbortSignal; close(): void }

/** What a stopped import says about the fetch it broke off. */
export const stoppedReason = 'the import was stopped'

/** Sets the deadline of a fetch; the reason of its signal is the sentence to report. Always `close` it. */
export function openDeadline(timeMaxMs: number, stopped: AbortSignal): Deadline {
  const end = new AbortController()
  const seconds = Math.round(timeMaxMs / 1_000)
  const late = setTimeout(() => end.abort(`it took longer than ${seconds} seconds`), timeMaxMs)
  const stop = (): void => end.abort(stoppedReason)
  stopped.addEventListener('abort', stop, { once: true })
  if (stopped.aborted) stop()
  return {
    signal: end.signal,
    close: () => {
      clearTimeout(late)
      stopped.removeEventListener('abort', stop)
    },
  }
}
