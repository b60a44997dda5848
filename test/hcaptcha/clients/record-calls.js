/** A callback that records each call in `window.calls`, with its values. */
export function recordCalls(name) {
  return (...values) => {
    window.calls.push([name, ...values])
  }
}
