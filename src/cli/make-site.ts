import { createHash } from 'node:crypto'
import type { Site } from '../model/site.ts'
import type { Clock, Random } from '../model/stores.ts'
import { drawUuid } from '../challenge/chance.ts'

const privateIdBytes = 64
const secretBytes = 32

/** What the owner of a site says of it. */
export type SiteWish = {
  name: string
  domains: readonly string[]
  corpora: readonly string[]
  /** A UUID; drawn by chance where none is wished for. */
  sitekey?: string
}

/** A new site with its secrets; `secret` is shown once and kept as a hash only. */
export const makeSite = (
  lent: { clock: Clock; random: Random },
  wish: SiteWish,
): { site: Site; secret: string } => {
  const secret = `ES_${lent.random(secretBytes).toString('hex')}`
  const site = {
    sitekey: drawUuid(lent.random),
    ...wish,
    privateId: lent.random(privateIdBytes).toString('base64url'),
    secretSha256: createHash('sha256').update(secret).digest('hex'),
    createdAtMs: lent.clock(),
  }
  return { site, secret }
}
