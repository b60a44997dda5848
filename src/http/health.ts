import { refuse } from './errors.ts'
import type { App, HttpContext } from './context.ts'

/** The store is asked at most once in this time, however many want to know. */
const checkedForMs = 1_000

/** Health checks: `live` while the process runs, `ready` while the store answers and work is accepted. */
export async function addHealthRoutes(app: App, context: HttpContext): Promise<void> {
  const check = openCheck(context)
  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (request, reply) => {
    if (!context.isOpen()) return refuse(reply, 'not_ready')
    try {
      await check()
    } catch (cause) {
      request.log.error({ err: { message: String(cause) } }, 'the store does not respond')
      return refuse(reply, 'not_ready')
    }
    return { status: 'ready' }
  })
}

function openCheck({ check, clock }: Pick<HttpContext, 'check' | 'clock'>): () => Promise<void> {
  let last: { atMs: number; checked: Promise<void> } | null = null
  return () => {
    const nowMs = clock()
    // A clock that was set back must not keep an old result.
    if (!last || Math.abs(nowMs - last.atMs) >= checkedForMs)
      last = { atMs: nowMs, checked: check() }
    return last.checked
  }
}
