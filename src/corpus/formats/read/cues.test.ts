import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { openImportFile } from './import-file.ts'
import { importFormats } from './formats.ts'
import { readCues } from './cues.ts'
import { parseTime, spokenText, type Cue } from './speech.ts'

function cuesOf(text: string): readonly Cue[] {
  const speech = readCues(Buffer.from(text))
  assert.ok(!('fault' in speech), JSON.stringify(speech))
  return speech.cues
}
function detect(path: string, text: string) {
  const file = openImportFile(path, Buffer.from(text))
  for (const format of importFormats) {
    const found = format.detect(file)
    if (found) return found
  }
  return null
}

const vtt = `\ufeffWEBVTT - an interview

NOTE 00:00.000 --> nothing

STYLE
::cue { color: white }

first
00:01.000 --> 00:03.500 align:start
<v Fred>We went &amp; came back.</v>

00:04.000 --> 01:00:06.000
- <00:04.000><c>It</c> <00:04.500><c>rained</c> <00:05.250>all day

00:09.000 --> 00:08.000
too late

00:10.000 --> 00:11.000
(laughter)

00:12.000 --> 00:13.000
ANNA: and then [unclear] went
`

describe('captions', () => {
  test('of WebVTT are read with their ids, times and words, without marks', () => {
    assert.deepEqual(cuesOf(vtt), [
      { id: 'first', fromMs: 1_000, toMs: 3_500, text: 'We went & came back.', parts: [] },
      {
        id: 'cue-2',
        fromMs: 4_000,
        toMs: 3_606_000,
        text: 'It rained all day',
        parts: [
          { fromMs: 4_000, text: 'It' },
          { fromMs: 4_500, text: 'rained' },
          { fromMs: 5_250, text: 'all day' },
        ],
      },
      { id: 'cue-3', fromMs: 10_000, toMs: 11_000, text: null, parts: [] },
      { id: 'cue-4', fromMs: 12_000, toMs: 13_000, text: null, parts: [] },
    ])
    const speech = readCues(Buffer.from(vtt))
    assert.deepEqual('fault' in speech ? speech : speech.skipped, { no_times: 1 })
  })

  test('of SubRip are read, also where no empty line parts them', () => {
    const srt =
      '1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Good</i>\r\nevening\r\n2\r\n00:00:03,5 --> 00:00:04,000\r\n{\\an8}all\r\n'
    assert.deepEqual(
      cuesOf(srt).map(({ id, fromMs, text }) => [id, fromMs, text]),
      [
        ['1', 1_000, 'Good evening'],
        ['2', 3_500, 'all'],
      ],
    )
  })

  test('are known by their content, whatever their names', () => {
    assert.deepEqual(detect('a.txt', vtt), { is: 'speech', format: 'VTT', recordingNames: [] })
    assert.deepEqual(detect('a.txt', '1\n00:00:01,000 --> 00:00:02,000\nx\n'), {
      is: 'speech',
      format: 'SRT',
      recordingNames: [],
    })
    assert.equal(detect('a.vtt', 'WEBVTTX'), null)
  })

  test('of any text are read within their limits, never thrown at', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constant(''),
      fc.constant('00:01.000 --> 00:02.000'),
      fc.constant('1:00:00,5 --> 2:00:00.25'),
      fc.constant('<00:01.500>word <b>'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        for (const { fromMs, toMs, text } of cuesOf(lines.join('\n')))
          assert.ok(fromMs >= 0 && toMs > fromMs && text !== '')
      }),
    )
  })
})

test('times are read as clocks and as seconds', () => {
  for (const [text, ms] of [
    ['1:02:03.5', 3_723_500],
    ['02:03,250', 123_250],
    ['12.5', 12_500],
    ['12,5', 12_500],
    ['0', 0],
    ['1:2:3:4', null],
    ['-1', null],
    ['', null],
    ['1e3', null],
  ] as const)
    assert.equal(parseTime(text), ms, text)
})

test('a remark is not what is said, and neither is a text with a part left out', () => {
  assert.equal(spokenText('[music]'), null)
  assert.equal(spokenText('♪ la la ♪'), null)
  assert.equal(spokenText('we (laughing) went'), null)
  assert.equal(spokenText('…'), null)
  assert.equal(spokenText(' we  went. '), 'we went.')
})
