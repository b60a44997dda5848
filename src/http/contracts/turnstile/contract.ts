import { noApps } from '../../page-host.ts'
import { addScriptRoutes, readScripts } from '../../page-scripts.ts'
import type { Build } from '../../published-files.ts'
import { addSiteverifyRoute } from '../../siteverify/route.ts'
import type { Contract } from '../contract.ts'
import { openTurnstileCheck, refuseTurnstile, turnstileFields } from './check-token.ts'
import { openTurnstileDemo } from './demo.ts'
import { openRepeats } from './repeats.ts'
import { findTurnstileTestToken } from './test-keys.ts'

/** Turnstile's contract: a form carries a token, which the site's server takes to siteverify. */
export async function openTurnstile(build: Build): Promise<Contract> {
  const scripts = await readScripts(build, '/turnstile/v0')
  return {
    name: 'turnstile',
    addServerRoutes: (app, context) =>
      addSiteverifyRoute(app, context, {
        address: '/turnstile/v0/siteverify',
        methods: ['POST'],
        names: turnstileFields,
        check: openTurnstileCheck(openRepeats()),
        refuse: refuseTurnstile,
      }),
    addPageRoutes: (app) => addScriptRoutes(app, scripts, ['/turnstile/v0/api.js']),
    tokens: { findTestToken: findTurnstileTestToken, ...noApps },
    fallback: { address: '/turnstile/v0/fallback', parameter: 'sitekey' },
    demo: openTurnstileDemo(scripts.list),
  }
}
