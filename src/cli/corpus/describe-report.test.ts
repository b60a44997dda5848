import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportReport } from '../../corpus/import/folder.ts'
import { skipReasons, type SkipCode } from '../../corpus/import/skips.ts'
import { describeReport } from './describe-report.ts'

function skips(code: SkipCode, rows: number, count = 1): ImportReport['skipped'] {
  return Array.from({ length: rows }, (_, row) => ({
    what: `${code}-${row}`,
    code,
    why: skipReasons[code],
    count,
  }))
}

function reportOf(skipped: ImportReport['skipped']): ImportReport {
  return {
    corpus: 'letters',
    pages: 0,
    items: { known: 0, doubtful: 0, unknown: 0 },
    waiting: 0,
    cut: 0,
    unfit: 0,
    added: 0,
    revised: 0,
    corrected: 0,
    classes: [],
    skipped,
    seconds: 0,
  }
}

// A folder of manifests produced 150 similar rows, and nobody saw the one broken archive among them.
test('a report shows three things of each reason, the commonest first, and the JSON all', () => {
  const skipped = [
    ...skips('link', 1),
    ...skips('other_page', 3),
    ...skips('canvas_without_picture', 150, 2),
  ]
  const described = describeReport([reportOf(skipped)], {
    isDryRun: false,
    canAsk: true,
    exposure: null,
  })
  assert.ok('text' in described)
  const lines = described.text.split('\n').filter((line) => line.startsWith('    '))
  assert.deepEqual(lines, [
    '    canvas_without_picture-0: canvas has no picture (2)',
    '    canvas_without_picture-1: canvas has no picture (2)',
    '    canvas_without_picture-2: canvas has no picture (2)',
    '    … and 294 more: canvas has no picture; --json lists them',
    '    other_page-0: page of another picture',
    '    other_page-1: page of another picture',
    '    other_page-2: page of another picture',
    '    link-0: link, which is not followed',
  ])
  assert.match(described.text, /skipped {12}304/)
  assert.deepEqual((described.json as ImportReport).skipped, skipped)
})
