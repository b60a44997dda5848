/** The credit shown with the demonstration. */
export const demoCredit =
  'Incipit demonstration pages, set in IM Fell English, UnifrakturMaguntia and Pinyon Script (SIL OFL)'

/** SPDX identifier of the words, pages and ornaments; the typefaces have their own licence, OFL-1.1. */
export const demoLicence = 'CC0-1.0'
