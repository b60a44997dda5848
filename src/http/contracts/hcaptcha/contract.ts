import type { ScriptReleases } from '../../../wire/script.ts'
import { addScriptRoutes, readScripts } from '../../page-scripts.ts'
import type { Build } from '../../published-files.ts'
import type { Contract } from '../contract.ts'
import { isAppOf, isAppOrigin } from './apps.ts'
import { openHcaptchaDemo } from './demo.ts'
import { addSiteConfigRoutes } from './site-config.ts'
import { addSiteverifyRoutes } from './siteverify.ts'
import { findTestSitekey } from './test-keys.ts'

/** hCaptcha's contract: a form carries a token, which the site's server takes to siteverify. */
export async function openHcaptcha(build: Build): Promise<Contract> {
  const scripts = await readScripts<ScriptReleases>(build, '/1')
  return {
    name: 'hcaptcha',
    addServerRoutes: addSiteverifyRoutes,
    addPageRoutes: async (app, context) => {
      await app.register((scope) => addSiteConfigRoutes(scope, context))
      await addScriptRoutes(app, scripts, ['/1/api.js', '/1/secure-api.js'])
    },
    tokens: {
      findTestToken: (sitekey) => findTestSitekey(sitekey)?.token ?? null,
      isAppOf,
      isAppOrigin,
    },
    fallback: { address: '/1/fallback', parameter: 'sitekey' },
    demo: openHcaptchaDemo(scripts.list),
  }
}
