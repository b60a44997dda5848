/** A callback that records each call in `window.calls`, with its values as far as they are text. */
export function record(name) {
  return (...values) => {
    window.calls.push([name, ...values.filter((value) => typeof value === 'string')])
  }
}
