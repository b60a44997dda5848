import type { Site } from '../../src/model/site.ts'
import type { PassBody } from '../../src/wire/api.ts'
import { hcaptchaClient } from './hcaptcha-client.ts'
import type { ServiceFixture } from './service.ts'

/** What a site's server gets. */
export type Verified = Readonly<Record<string, unknown>>

/** Does what the script of a contract and a site's server do: gets tokens, and takes them to an address. */
export function siteverifyClient(
  service: Pick<ServiceFixture, 'app' | 'store'>,
  site: Site,
  { contract, address }: { contract: string; address: string },
) {
  const client = hcaptchaClient(service, site)
  const send = async (
    payload: string,
    type = 'application/x-www-form-urlencoded',
    url = address,
  ): Promise<Verified> => {
    const headers = { 'content-type': type }
    const reply = await service.app.inject({ method: 'POST', url, headers, payload })
    if (reply.statusCode !== 200) throw new Error(`${url} answered ${reply.statusCode}`)
    return reply.json()
  }
  return {
    /** Gets a token unasked; the site's mode must be invisible. */
    getToken: async (note: { action?: string; cdata?: string } = {}): Promise<string> => {
      const headers = { origin: 'https://shop.example' }
      const reply = await client.ask({ contract, ...note }, headers)
      return reply.json<{ pass: PassBody }>().pass.token
    },
    client,
    send,
    verify: (fields: Record<string, string>) => send(new URLSearchParams(fields).toString()),
  }
}
