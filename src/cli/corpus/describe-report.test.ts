import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportReport } from '../../corpus/import/folder.ts'
import type { KnownNeeds } from '../../manage/corpora/known-needs.ts'
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
    outlook: null,
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

// Where an archivist decides, nothing was said of what the corpus would be worth.
test('a dry run says how many known items would be missing', () => {
  const lines = (outlook: KnownNeeds): string => {
    const of = { isDryRun: true, canAsk: false, exposure: null, outlook }
    const described = describeReport([reportOf([])], of)
    assert.ok('text' in described)
    return described.text
  }
  const missing = lines({ forPairs: 18, forCanaries: 1 })
  assert.match(
    missing,
    /paired again in front of networks that have seen them\. 18 more known items would be enough/,
  )
  assert.match(missing, /no canaries: .* 1 more known item would be enough/)
  assert.doesNotMatch(lines({ forPairs: null, forCanaries: null }), /enough/)
})
