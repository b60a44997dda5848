import { refuse } from './errors.ts'
import type { App, HttpContext } from './context.ts'

/** Health checks: `live` while the process runs, `ready` while the store answers and work is accepted. */
export async function addHealthRoutes(app: App, context: HttpContext): Promise<void> {
  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (request, reply) => {
    if (!context.isOpen()) return refuse(reply, 'not_ready')
    try {
      await context.check()
    } catch (cause) {
      request.log.error({ err: { message: String(cause) } }, 'the store does not respond')
      return refuse(reply, 'not_ready')
    }
    return { status: 'ready' }
  })
}
