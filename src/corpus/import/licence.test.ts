import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { judgeLicence } from './licence.ts'

const cases = {
  open: [
    'CC0-1.0',
    'cc-by-4.0',
    'CC-BY-SA-3.0',
    'CC-BY-3.0-AT',
    'CC-BY-2.5-AU',
    'cc-by-3.0-de',
    'CC-BY-3.0-FR',
    'CC-BY-3.0-IGO',
    'CC-BY-3.0-NL',
    'CC-BY-SA-2.0-UK',
    'CC-BY-SA-2.1-JP',
    'CC-BY-3.0-US',
    'CC-PDM-1.0',
    'Public-Domain',
    'PDDL-1.0',
    'Apache-2.0',
    'MIT',
    'OFL-1.1',
    'ODbL-1.0',
    'ODC-By-1.0',
    'etalab-2.0',
    'OGL-UK-3.0',
    'GPL-3.0-or-later',
    ' CC-BY-4.0 ',
    'https://creativecommons.org/licenses/by/4.0/',
    'http://creativecommons.org/licenses/by-sa/3.0/de',
    'https://creativecommons.org/publicdomain/mark/1.0/',
    'http://www.creativecommons.org/publicdomain/zero/1.0/deed.en',
  ],
  restricted: [
    'CC-BY-NC-4.0',
    'CC-BY-ND-4.0',
    'CC-BY-NC-SA-4.0',
    'cc-by-nc-nd-3.0',
    'https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr',
    'http://creativecommons.org/licenses/by-nd/3.0',
    'https://creativecommons.org/licenses/by-nc/2.0/nd',
    // A suffix was taken for a country code, so these counted as open.
    'CC-BY-4.0-NC',
    'CC-BY-SA-4.0-ND',
    'CC-BY-3.0-ND',
    'CC-BY-NC-SA-2.0-UK',
    'CC BY NC 4.0',
  ],
  unknown: [
    'CC-BY-BC-4.0',
    'CC BY 4.0',
    'CC-BY',
    'CC-BY-9.9',
    'CC-BY-4.0 or so',
    'CC-BY-4.0-foo',
    'CC-BY-4.0-DE',
    'CC-BY-3.0-XX',
    'CC-BY-1.0-DE',
    'free',
    '',
    'none',
    'https://creativecommons.org.example/licenses/by/4.0/',
    'https://example.org/?https://creativecommons.org/licenses/by/4.0/',
    'https://creativecommons.org/licenses/by/9.0/',
    'https://creativecommons.org/licenses/by/4.0/de/',
    'https://creativecommons.org/licenses/by/3.0/foo/',
    'https://rightsstatements.org/vocab/InC/1.0/',
  ],
} as const

describe('a licence', () => {
  for (const [terms, licences] of Object.entries(cases))
    for (const licence of licences)
      test(`“${licence}” is ${terms}`, () => assert.equal(judgeLicence(licence).terms, terms))

  test('that is given by chance is never open', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/mit|isc|pdm|pddl|0bsd/i.test(text))
        assert.notEqual(judgeLicence(text).terms, 'open')
      }),
    )
  })

  test('with a word of restriction in it is never open', () => {
    const word = fc.constantFrom('nc', 'nd', 'NC', 'ND')
    const join = fc.constantFrom('-', ' ', '_', '/')
    fc.assert(
      fc.property(fc.constantFrom(...cases.open), word, join, (licence, mark, sign) => {
        for (const statement of [
          `${licence.trim()}${sign}${mark}`,
          `${mark}${sign}${licence.trim()}`,
        ])
          assert.equal(judgeLicence(statement).terms, 'restricted', statement)
      }),
    )
  })
})
