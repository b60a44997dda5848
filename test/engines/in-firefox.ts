/** Tests for Playwright that the suite of browsers also runs in Firefox. */
export const alsoInFirefox: readonly string[] = [
  'test/browser/appear.test.ts',
  'test/browser/frame-failures.test.ts',
  'test/browser/frame-report.test.ts',
  'test/browser/game.test.ts',
  'test/browser/hostile.test.ts',
  'test/browser/report.test.ts',
  'test/browser/send.test.ts',
  'test/browser/widget.test.ts',
  'test/hcaptcha/themes.test.ts',
  'test/recaptcha/page.test.ts',
]

/** The tests in them that cannot run there, by their names. */
export const notInFirefox: readonly string[] = [
  // A request that Playwright sends by itself has no end there.
  'whose reply was lost brings another challenge, with a true sentence about the first',
]
