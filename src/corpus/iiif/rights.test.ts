import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readRights } from './rights.ts'

describe('the rights of a manifest', () => {
  const table: readonly (readonly [string, object])[] = [
    ['CC-BY-4.0', { rights: 'http://creativecommons.org/licenses/by/4.0/' }],
    ['CC-BY-4.0', { rights: 'https://creativecommons.org/licenses/by/4.0' }],
    ['CC-BY-SA-3.0-AT', { license: ['https://creativecommons.org/licenses/by-sa/3.0/at/'] }],
    ['CC-BY-4.0', { license: 'https://creativecommons.org/licenses/by/4.0/deed.fr' }],
    [
      'CC-PDM-1.0',
      { license: '<a href="https://creativecommons.org/publicdomain/mark/1.0/">x</a>' },
    ],
    ['CC0-1.0', { rights: 'http://creativecommons.org/publicdomain/zero/1.0/' }],
    [
      'CC-BY-NC-4.0',
      {
        requiredStatement: {
          label: { en: ['Terms'] },
          value: { en: ['<a href="https://creativecommons.org/licenses/by-nc/4.0/">terms</a>'] },
        },
      },
    ],
    [
      'CC-BY-4.0',
      {
        attribution:
          'Library<br/>License: <a href="http://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>',
      },
    ],
    ['CC-BY-SA-4.0', { attribution: { '@value': 'Archive, CC BY-SA 4.0', '@language': 'en' } }],
    ['CC-BY-ND-4.0', { metadata: [{ label: 'Licence', value: 'CC BY-ND 4.0' }] }],
    [
      'CC-BY-NC-ND-4.0',
      { rights: 'http://creativecommons.org/licenses/by/4.0/', attribution: 'CC BY-NC-ND 4.0' },
    ],
    ['NoC-NC', { rights: 'http://rightsstatements.org/vocab/NoC-NC/1.0/' }],
    ['unknown', { rights: 'http://rightsstatements.org/vocab/InC/1.0/' }],
    ['unknown', { license: 'https://www.example.org/terms' }],
    ['unknown', { attribution: 'CC BY, or so', metadata: [{ label: 'Note', value: 'CC BY 4.0' }] }],
    ['unknown', {}],
  ]
  for (const [licence, resource] of table)
    test(`are ${licence} in ${JSON.stringify(resource).slice(0, 70)}`, () => {
      assert.equal(readRights(resource as Record<string, unknown>).licence, licence)
    })
  test('credit whom the statement, the attribution or the provider names', () => {
    assert.equal(
      readRights({ requiredStatement: { value: { fr: ['Musée'], en: ['<b>Museum</b>'] } } }).credit,
      'Museum',
    )
    assert.equal(readRights({ attribution: ['Archive'] }).credit, 'Archive')
    assert.equal(readRights({ provider: [{ label: { none: ['Library'] } }] }).credit, 'Library')
  })
})
