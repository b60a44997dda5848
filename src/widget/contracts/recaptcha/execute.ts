import { start } from '../../page/run.ts'
import type { PageWidget } from '../../page/widget.ts'

const queues = new WeakMap<PageWidget, Promise<unknown>>()

/** Starts a widget, unless it runs already; promises the token. */
export function executeOnce(widget: PageWidget): Promise<string> {
  const promise = new Promise<string>((resolve, reject) => {
    widget._waiting.push((code, given) => {
      if (given) resolve(given.response)
      else reject(new Error(code))
    })
    start(widget)
  })
  // Most pages use the callbacks alone.
  promise.catch(() => {})
  return promise
}

/** Gets a token for an action, after those that were asked for before; each call gets one of its own. */
export function executeQueued(widget: PageWidget, action: string): Promise<string> {
  const run = (): Promise<string> => {
    widget._asked = { action }
    return executeOnce(widget)
  }
  const promise = (queues.get(widget) ?? Promise.resolve()).then(run, run)
  queues.set(widget, promise)
  return promise
}
