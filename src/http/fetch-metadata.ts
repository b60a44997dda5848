import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from './errors.ts'

/**
 * How a page comes to an address: `asked` by its script, which reads the reply; `picture` or `medium`, which it
 * may show as well; `page`: by a link or a frame, which show it; `form`: by the form of such a page; `any`: scripts,
 * words, other pages, and what servers ask.
 */
export type Use = 'asked' | 'picture' | 'medium' | 'page' | 'form' | 'any'

type Allowed = {
  destinations: readonly string[]
  modes: readonly string[]
  /** From where, in `Sec-Fetch-Site`; from anywhere if absent. */
  sites?: readonly string[]
}

const readable = ['cors', 'same-origin'] as const
const shownPage = { destinations: ['document', 'iframe', 'frame'], modes: ['navigate'] }

/**
 * What a browser may say of a request in `Sec-Fetch-Dest`, `-Mode` and `-Site`. An image, a frame, a form or a
 * link on somebody's page can make a request, too, but none of these is how a challenge is asked or answered.
 */
const allowedFor: Readonly<Record<Exclude<Use, 'any'>, Allowed>> = {
  asked: { destinations: ['empty'], modes: readable },
  picture: { destinations: ['empty', 'image'], modes: [...readable, 'no-cors'] },
  medium: { destinations: ['empty', 'image', 'audio', 'video'], modes: [...readable, 'no-cors'] },
  page: shownPage,
  form: { ...shownPage, sites: ['same-origin'] },
}

/**
 * Refuses requests that browsers make for another purpose than the address has; `uses` has the use of each, by
 * its method and pattern. Who does not send these headers (a server, an old browser) is not refused.
 */
export function refuseMisplaced(app: FastifyInstance, uses: Readonly<Record<string, Use>>): void {
  app.addHook('onRequest', (request, reply, done) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const use = uses[`${method} ${request.routeOptions.url ?? ''}`] ?? 'any'
    if (use === 'any' || isAllowed(request, allowedFor[use])) return done()
    refuse(reply, 'misplaced')
  })
}

function isAllowed({ headers }: FastifyRequest, { destinations, modes, sites }: Allowed): boolean {
  const { 'sec-fetch-dest': destination, 'sec-fetch-mode': mode, 'sec-fetch-site': site } = headers
  const isFromThere = sites === undefined || isAmong(site, sites)
  return isFromThere && isAmong(destination, destinations) && isAmong(mode, modes)
}

function isAmong(sent: string | string[] | undefined, allowed: readonly string[]): boolean {
  return sent === undefined || (typeof sent === 'string' && allowed.includes(sent))
}
