import { z } from 'zod'
import { publicErrors } from '../../../model/errors.ts'
import type { SiteConfigReply } from '../../../wire/siteverify.ts'
import { isForHost, readHost } from '../../page-host.ts'
import { isAppOf } from './apps.ts'
import { findTestSitekey } from './test-keys.ts'
import type { App, HttpContext } from '../../context.ts'

const asked = z.object({ sitekey: z.string().catch(''), host: z.string().catch('') })

/** Tells a plug-in whether a host may use a sitekey; always 200. Open to pages of any origin. */
export async function addSiteConfigRoutes(app: App, context: HttpContext): Promise<void> {
  // Plug-ins post an empty body of any type; only the query counts.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, async () => null)
  app.route({
    method: ['GET', 'POST'],
    url: '/checksiteconfig',
    schema: { querystring: asked },
    handler: async (request, reply): Promise<SiteConfigReply> => {
      reply.header('Cache-Control', 'no-store')
      const { sitekey, host } = request.query
      const error = await faultOf(context, sitekey, host)
      return error === null
        ? { pass: true, features: { custom_theme: true } }
        : { pass: false, error }
    },
  })
}

async function faultOf(
  { sites, settings }: HttpContext,
  sitekey: string,
  host: string,
): Promise<string | null> {
  if (sitekey === '') return 'Give a sitekey.'
  if (findTestSitekey(sitekey))
    return settings.takesTestKeys ? null : publicErrors.test_keys_off.sentence
  const site = await sites.find(sitekey)
  if (!site) return 'No site has this sitekey.'
  if (host === '') return null
  const plain = readHost(host)
  if (plain === null) return 'The host is not a host name.'
  return isForHost(site, plain) || isAppOf(site, plain) ? null : publicErrors.foreign_host.sentence
}
