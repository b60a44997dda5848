import type { App } from '../context.ts'
import { cacheFor } from '../send-file.ts'
import { markIcon } from './mark-icon.ts'
import { mark } from './mark.ts'

/** Our mark, for the tab of a page and for browsers that ask for an icon of whatever they have opened. */
export async function addIconRoutes(app: App): Promise<void> {
  const icons = [
    ['/favicon.svg', 'image/svg+xml', Buffer.from(mark)],
    ['/favicon.ico', 'image/x-icon', Buffer.from(markIcon, 'base64')],
  ] as const
  for (const [address, type, bytes] of icons)
    app.get(address, async (_, reply) =>
      reply
        .type(type)
        .header('Cache-Control', cacheFor.minutes)
        .header('X-Content-Type-Options', 'nosniff')
        .send(bytes),
    )
}
