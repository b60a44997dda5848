import type { WebFault } from '../model/web.ts'
import { hostOf, readAddress } from './address.ts'
import { askAt, type Errand, type AskStep, type RunningErrand } from './ask-at.ts'
import { openDeadline } from './deadline.ts'
import { explain } from './explain.ts'
import { locate } from './locate.ts'
import { openPatience } from './patience.ts'
import { placeOf } from './receive.ts'

const redirectsMax = 5

/** Fetches a file into the copies, through redirects and retries; a fault if it cannot be fetched. */
export async function bring(key: string, errand: Errand): Promise<WebFault | null> {
  const { context, limits } = errand
  const deadline = openDeadline(limits.timeMaxMs, context.stopped)
  const part = await context.copies.openPart(key)
  try {
    return await follow(key, { ...errand, key, part, signal: deadline.signal })
  } finally {
    deadline.close()
    await part.release()
  }
}

// Every redirect is checked like the first address, by its spelling and by where its host is.
async function follow(key: string, way: RunningErrand): Promise<WebFault | null> {
  const waitAfter = openPatience()
  let address = key
  for (let hops = 0; hops <= redirectsMax;) {
    const step = await takeStep(address, way)
    if ('done' in step) return null
    if ('to' in step) {
      hops += 1
      address = step.to
      continue
    }
    const wait = 'fault' in step ? step : waitAfter(step)
    const ended = 'fault' in wait ? wait : await rest(wait.waitMs, way)
    if (ended) return address === key ? ended : { fault: `it leads to ${address}: ${ended.fault}` }
  }
  return { fault: `it leads on more than ${redirectsMax} times` }
}

async function rest(forMs: number, way: RunningErrand): Promise<WebFault | null> {
  try {
    await way.context.pause(forMs, way.signal)
    return null
  } catch (cause) {
    return { fault: explain(cause, way) }
  }
}

async function takeStep(address: string, way: RunningErrand): Promise<AskStep> {
  const { context, signal, part } = way
  const read = readAddress(address, context.allowed)
  if ('fault' in read) return read
  const { url } = read
  try {
    const located = await locate(url, { ...context, signal })
    if ('fault' in located) return located
    const state = await part.look()
    const begun = state?.note.place === placeOf(url) ? state : null
    return await context.turns({ host: hostOf(url), signal }, () =>
      askAt({ url, ...located }, { ...way, begun }),
    )
  } catch (cause) {
    return { fault: explain(cause, way) }
  }
}
