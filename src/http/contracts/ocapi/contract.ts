import type { Build } from '../../published-files.ts'
import { noApps } from '../../page-host.ts'
import type { Contract } from '../contract.ts'
import { addVisitorRoutes } from './challenge.ts'
import { openOcapiDemo } from './demo.ts'
import { readFramePath } from '../../page-scripts.ts'
import { addPayloadRoutes, readPayloads } from './scripts.ts'
import { addStateRoutes } from './state.ts'

/** Ocapi's base addresses: the bare one, and one for each generation of its payloads. */
const bases = ['', '/v1', '/v2'] as const

/** Ocapi's contract: a form carries the id of a challenge, whose state the site's server asks for. */
export async function openOcapi(build: Build): Promise<Contract> {
  const payloads = await readPayloads(build)
  const frame = await readFramePath(build)
  return {
    name: 'ocapi',
    addServerRoutes: async (app, context) => {
      for (const prefix of bases)
        await app.register((scope) => addStateRoutes(scope, context), { prefix })
    },
    addPageRoutes: async (app, context) => {
      for (const prefix of bases)
        await app.register((scope) => addVisitorRoutes(scope, context, frame), { prefix })
      await addPayloadRoutes(app, payloads)
    },
    fallback: { address: '/ocapi/fallback', parameter: 'client' },
    tokens: { findTestToken: () => null, ...noApps, areChallenges: true },
    demo: openOcapiDemo(payloads.list),
  }
}
