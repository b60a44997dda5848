/** The contract's name, the sitekey for tests, and the visa that its pages get. */
export const contract = 'visa'
export const testSite = 'visa-test-site'
export const testVisa = 'visa-of-the-test-site'
