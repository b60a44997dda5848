import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { anyFit, anyLabels, evidenceOf, termsOf } from '../../test/setup/evidence.ts'
import { openBuffers } from './buffers.ts'
import { settle } from './settle.ts'

for (const kind of ['transcription', 'classification'] as const)
  test(`items weighed one after another in the same buffers have the readings that they have alone (${kind})`, () => {
    const items = fc.array(anyLabels(kind, fc.constantFrom('a', 'b', 'c')), { maxLength: 5 })
    fc.assert(
      fc.property(items, anyFit(kind), (all, fit) => {
        const page = all.map((labels) => evidenceOf(labels, { item: { kind } }))
        const terms = termsOf(kind)
        const buffers = openBuffers()
        assert.deepEqual(
          page.map((one) => settle(one, fit, { ...terms, buffers })),
          page.map((one) => settle(one, fit, terms)),
        )
      }),
      { numRuns: 200 },
    )
  })
