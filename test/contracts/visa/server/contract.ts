import { createHash } from 'node:crypto'
import type { Contract } from '../../../../src/http/contracts/contract.ts'
import { compressFiles, type Build } from '../../../../src/http/published-files.ts'
import { sendFile } from '../../../../src/http/send-file.ts'
import { addCheckRoutes } from './check.ts'
import { openVisaDemo } from './demo.ts'
import { contract, testSite, testVisa } from './names.ts'

/** An invented contract: a form carries a visa, which the site's server checks. */
export async function openVisa(build: Build): Promise<Contract> {
  const script = await build.read('visa/box.js')
  const file = (await compressFiles(new Map([['box.js', script]]))).get('box.js')
  if (!file) throw new Error('the build has no visa box')
  return {
    name: contract,
    addServerRoutes: addCheckRoutes,
    addPageRoutes: async (app) => {
      app.get('/visa/box.js', async (request, reply) =>
        sendFile(request, reply.type('text/javascript; charset=utf-8'), file),
      )
    },
    tokens: {
      findTestToken: (sitekey) => (sitekey === testSite ? testVisa : null),
      isAppOf: () => false,
      isAppOrigin: () => false,
    },
    fallback: null,
    demo: openVisaDemo(`sha384-${createHash('sha384').update(script).digest('base64')}`),
  }
}
