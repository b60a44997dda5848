/** A callback that notes in `window.told` that it was called, and with what. */
export function tell(name) {
  return (...values) => {
    window.told.push([name, ...values])
  }
}
