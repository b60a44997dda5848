/** Google's published test sitekey: it never shows a challenge. */
const recaptchaTestSitekey = '6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI'

/** Google's published test secret: with it every token passes, as often as one likes. */
export const recaptchaTestSecret = '6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe'

/** The token of the test sitekey; some clients refuse one that is shorter than a hundred characters. */
export const recaptchaTestToken = 'for-testing-only.'.repeat(6)

/** The token of a test sitekey; null for every other sitekey. */
export function findRecaptchaTestToken(sitekey: string): string | null {
  return sitekey === recaptchaTestSitekey ? recaptchaTestToken : null
}
