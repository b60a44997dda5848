import { noApps } from '../../page-host.ts'
import { addScriptRoutes, readScripts } from '../../page-scripts.ts'
import type { Build } from '../../published-files.ts'
import { addSiteverifyRoute } from '../../siteverify/route.ts'
import type { Contract } from '../contract.ts'
import { checkRecaptchaToken, recaptchaFields, refuseRecaptcha } from './check-token.ts'
import { openRecaptchaDemo } from './demo.ts'
import { findRecaptchaTestToken } from './test-keys.ts'

/** reCAPTCHA's contract: v2, v3, and the script of Enterprise, whose tokens go to the same siteverify. */
export async function openRecaptcha(build: Build): Promise<Contract> {
  const scripts = await readScripts(build, '/recaptcha')
  return {
    name: 'recaptcha',
    addServerRoutes: (app, context) =>
      addSiteverifyRoute(app, context, {
        address: '/recaptcha/api/siteverify',
        methods: ['GET', 'POST'],
        names: recaptchaFields,
        check: checkRecaptchaToken,
        refuse: refuseRecaptcha,
        indentSpaces: 2,
      }),
    addPageRoutes: (app) =>
      addScriptRoutes(app, scripts, ['/recaptcha/api.js', '/recaptcha/enterprise.js']),
    tokens: { findTestToken: findRecaptchaTestToken, ...noApps },
    fallback: { address: '/recaptcha/api/fallback', parameter: 'k' },
    demo: openRecaptchaDemo(scripts.list),
  }
}
