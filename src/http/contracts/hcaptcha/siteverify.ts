import { addSiteverifyRoute } from '../../siteverify/route.ts'
import type { App, HttpContext } from '../../context.ts'
import { checkToken, fieldNames, refusal } from './check-token.ts'

/** For a site's server: check a token, once. */
export async function addSiteverifyRoutes(app: App, context: HttpContext): Promise<void> {
  await addSiteverifyRoute(app, context, {
    address: '/siteverify',
    methods: ['GET', 'POST'],
    names: fieldNames,
    check: checkToken,
    refuse: refusal,
  })
}
