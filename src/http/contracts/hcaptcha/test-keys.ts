import type { SiteverifyReply } from '../../../wire/siteverify.ts'

/** The secret of every set of test keys. */
export const testSecret = '0x0000000000000000000000000000000000000000'

type Passed = Extract<SiteverifyReply, { success: true }>

/** A set of hCaptcha's published test keys: it never shows a challenge, and its token is never used up. */
export type TestKeys = {
  sitekey: string
  token: string
  /** What siteverify returns besides the time. */
  answer: Pick<Passed, 'credit' | 'score'>
}

const testKeys: readonly TestKeys[] = [
  {
    sitekey: '10000000-ffff-ffff-ffff-000000000001',
    token: '10000000-aaaa-bbbb-cccc-000000000001',
    answer: { credit: false },
  },
  {
    sitekey: '20000000-ffff-ffff-ffff-000000000002',
    token: '20000000-aaaa-bbbb-cccc-000000000002',
    answer: { score: 0 },
  },
  {
    sitekey: '30000000-ffff-ffff-ffff-000000000003',
    token: '30000000-aaaa-bbbb-cccc-000000000003',
    answer: { score: 1 },
  },
]

/** The set of test keys that has this sitekey. */
export function findTestSitekey(sitekey: string): TestKeys | null {
  return testKeys.find((keys) => keys.sitekey === sitekey) ?? null
}

/** The set of test keys that has this token. */
export function findTestToken(token: string): TestKeys | null {
  return testKeys.find((keys) => keys.token === token) ?? null
}
