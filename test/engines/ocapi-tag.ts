import type { Site } from '../../src/model/site.ts'
import type { PageParts } from '../hcaptcha/site.ts'
import { findStablePayload, type ServiceFixture } from '../setup/service.ts'

/** The parts of a page that loads Ocapi’s stable payload for a site, as its owner copies them. */
export async function writeOcapiTag(
  { service, origin }: { service: ServiceFixture; origin: string },
  site: Site,
): Promise<PageParts> {
  const { path, integrity } = await findStablePayload(service)
  const first = `<script src="${origin}${path}" integrity="${integrity}" crossorigin="anonymous"></script>`
  return { first, body: `<div id="ocapi-challenge" data-ocapi-client="${site.sitekey}"></div>` }
}
