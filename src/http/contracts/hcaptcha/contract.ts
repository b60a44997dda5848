import type { Build } from '../../published-files.ts'
import type { Contract } from '../contract.ts'
import { isAppOf } from './apps.ts'
import { openHcaptchaDemo } from './demo.ts'
import { addScriptRoutes, readScripts } from './scripts.ts'
import { addSiteConfigRoutes } from './site-config.ts'
import { addSiteverifyRoutes } from './siteverify.ts'
import { findTestSitekey } from './test-keys.ts'

/** hCaptcha's contract: a form carries a token, which the site's server takes to siteverify. */
export async function openHcaptcha(build: Build): Promise<Contract> {
  const scripts = await readScripts(build)
  return {
    name: 'hcaptcha',
    addServerRoutes: addSiteverifyRoutes,
    addPageRoutes: async (app, context) => {
      await app.register((scope) => addSiteConfigRoutes(scope, context))
      await addScriptRoutes(app, scripts)
    },
    tokens: { findTestToken: (sitekey) => findTestSitekey(sitekey)?.token ?? null, isAppOf },
    demo: openHcaptchaDemo(scripts.list),
  }
}
