import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readClip } from '../../model/clip.ts'
import {
  fakeContext,
  fakePicture,
  importInto,
  type FakeContext,
} from '../../../test/setup/import.ts'
import { makeWav } from '../../../test/setup/sound.ts'

/** Two cues of 2.4 seconds, and six seconds with a pause that no cue covers. */
const recording = makeWav([
  { hushMs: 300 },
  { buzzMs: 2_000 },
  { hushMs: 400 },
  { buzzMs: 2_000 },
  { hushMs: 600 },
  { buzzMs: 2_300 },
  { hushMs: 500 },
  { buzzMs: 2_600 },
  { hushMs: 300 },
])

const vtt = `WEBVTT

1
00:00.200 --> 00:02.500
<v Anna>We came over the mountain.

2
00:02.600 --> 00:04.800
[inaudible]
`

async function kept(context: FakeContext) {
  return (await context.listItems()).map(({ status, stage, label, region }) => [
    status,
    stage,
    label,
    region.is === 'span' ? `${region.fromMs}-${region.toMs}` : region.is,
  ])
}

/** What another recording says, so that the corpus is one of recordings. */
const onlyToBegin = 'over the river'

function bySpan<Row extends readonly unknown[]>(rows: readonly Row[]): Row[] {
  return rows
    .filter(([, , label]) => label !== onlyToBegin)
    .toSorted((a, b) => Number.parseInt(String(a[3]), 10) - Number.parseInt(String(b[3]), 10))
}

describe('an import of recordings', () => {
  test('takes what a transcript says as known, and cuts the rest at its pauses', async (t) => {
    const context = fakeContext(t)
    const report = await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    assert.deepEqual(await kept(context), [
      ['known', 'open', 'We came over the mountain.', '200-2500'],
      ['unknown', 'open', null, '2600-4800'],
      ['unknown', 'open', null, '5240-7660'],
      ['unknown', 'open', null, '8040-10760'],
    ])
    assert.deepEqual(report.items, { known: 1, doubtful: 0, unknown: 3 })
    assert.deepEqual([report.pages, report.added, report.skipped], [1, 4, []])
    const corpus = await context.corpora.find('letters')
    assert.deepEqual([corpus?.kind, corpus?.supply, corpus?.script], ['audio', 'paired', 'Latn'])
  })

  test('keeps clips of one loudness, without the silence around them', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    for (const { mediaId, region } of await context.listItems()) {
      assert.ok(mediaId !== null && region.is === 'span')
      const samples = readClip((await context.pictures.get(mediaId)) ?? new Uint8Array())
      const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      assert.ok(peak > 5_000 && peak < 12_000, `${peak}`)
      assert.ok(samples.length < ((region.toMs - region.fromMs) * 16_000) / 1_000 + 1)
    }
  })

  test('adds nothing when it comes again, and takes over a correction', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    const again = await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    assert.deepEqual([again.added, again.revised, again.items.known], [0, 0, 1])
    const heard = vtt.replace('[inaudible]', 'and down again')
    const corrected = await importInto(context, { 'a.wav': recording, 'a.vtt': heard })
    assert.deepEqual([corrected.added, corrected.revised, corrected.items.known], [0, 1, 2])
  })

  // The clips that were cut without a transcript stayed, so that visitors wrote down what the archive had.
  test('replaces the clips that a later transcript covers, and keeps the others', async (t) => {
    const context = fakeContext(t)
    const short = makeWav([{ hushMs: 100 }, { buzzMs: 1_500 }, { hushMs: 100 }])
    await importInto(context, { 'b.wav': short, 'b.txt': onlyToBegin })
    await importInto(context, { 'a.wav': recording })
    const cut = [
      ['unknown', 'open', null, '240-2360'],
      ['unknown', 'open', null, '2640-4760'],
      ['unknown', 'open', null, '5240-7660'],
      ['unknown', 'open', null, '8040-10760'],
    ]
    assert.deepEqual(bySpan(await kept(context)), cut)
    const more = vtt.replace('[inaudible]', 'and down again')
    const dry = await importInto(context, { 'a.wav': recording, 'a.vtt': more }, { dryRun: true })
    assert.deepEqual([dry.added, dry.revised], [2, 2])
    assert.deepEqual(bySpan(await kept(context)), cut)
    const report = await importInto(context, { 'a.wav': recording, 'a.vtt': more })
    assert.deepEqual([report.added, report.revised], [2, 2])
    const replaced = [
      ['known', 'open', 'We came over the mountain.', '200-2500'],
      ['unknown', 'dropped', null, '240-2360'],
      ['known', 'open', 'and down again', '2600-4800'],
      ['unknown', 'dropped', null, '2640-4760'],
      ...cut.slice(2),
    ]
    assert.deepEqual(bySpan(await kept(context)), replaced)
    const again = await importInto(context, { 'a.wav': recording, 'a.vtt': more })
    assert.deepEqual([again.added, again.revised], [0, 0])
    const without = await importInto(context, { 'a.wav': recording })
    assert.deepEqual([without.added, without.revised], [0, 0])
    assert.deepEqual(bySpan(await kept(context)), replaced)
  })

  test('replaces a transcript by one with other times, and extends it by one of another part', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    const later = vtt.replace('00:00.200', '00:00.250').replace('over', 'across')
    const longer = `${later}\n3\n00:05.200 --> 00:07.700\nThere was the sea.\n`
    const report = await importInto(context, { 'a.wav': recording, 'a.vtt': longer })
    assert.deepEqual(bySpan(await kept(context)), [
      ['known', 'dropped', 'We came over the mountain.', '200-2500'],
      ['known', 'open', 'We came across the mountain.', '250-2500'],
      ['unknown', 'open', null, '2600-4800'],
      ['known', 'open', 'There was the sea.', '5200-7700'],
      ['unknown', 'dropped', null, '5240-7660'],
      ['unknown', 'open', null, '8040-10760'],
    ])
    assert.deepEqual([report.added, report.revised], [2, 2])
  })

  test('replaces nothing by what is less certain', async (t) => {
    const context = fakeContext(t)
    await importInto(context, { 'a.wav': recording, 'a.vtt': vtt })
    const table = 'file,start,end,text,confidence\na.wav,0.25,2.5,we came over,0.9\n'
    const before = await kept(context)
    const { added, revised } = await importInto(context, {
      'a.wav': recording,
      'table.csv': table,
    })
    assert.deepEqual([added, revised], [0, 0])
    assert.deepEqual(await kept(context), before)
  })

  test('reads tables with times, tables of whole recordings, and a text beside a recording', async (t) => {
    const context = fakeContext(t)
    const short = makeWav([{ hushMs: 100 }, { buzzMs: 1_500 }, { hushMs: 100 }])
    const other = makeWav([{ hushMs: 120 }, { buzzMs: 1_700 }, { hushMs: 100 }])
    const { skipped } = await importInto(context, {
      'a.wav': recording,
      'b.wav': short,
      'c.wav': other,
      'c.txt': 'over the river',
      'table.csv':
        'file,start,end,text\na.wav,0.2,2.5,we came over\na.wav,2:99,x,never\nb.wav,,,along the road\n',
    })
    const labels = new Set((await kept(context)).map(([, , label]) => label))
    for (const text of ['along the road', 'over the river', 'we came over'])
      assert.ok(labels.has(text), text)
    assert.deepEqual(
      skipped.map(({ what, why }) => `${what}: ${why}`),
      [
        'table.csv: line 3: row of a table cannot be used: its times are none; write seconds, or hours:minutes:seconds',
      ],
    )
  })

  test('keeps a long cue waiting, and cuts it where the text has a mark and the sound a pause', async (t) => {
    const context = fakeContext(t)
    const long = makeWav([
      { hushMs: 200 },
      { buzzMs: 2_400 },
      { hushMs: 400 },
      { buzzMs: 2_400 },
      { hushMs: 200 },
    ])
    const text = 'They waited at the bridge, nobody came to them there.'
    await importInto(context, {
      'a.wav': long,
      'a.srt': `1\n00:00:00,000 --> 00:00:05,600\n${text}\n`,
    })
    assert.deepEqual(await kept(context), [
      ['known', 'waiting', text, '0-5600'],
      ['known', 'open', 'They waited at the bridge,', '0-2660'],
      ['known', 'open', 'nobody came to them there.', '2940-5600'],
    ])
  })

  test('says in one sentence why a recording or transcript is left out, and goes on', async (t) => {
    const context = fakeContext(t)
    const { skipped } = await importInto(context, {
      'a.wav': recording,
      'a.vtt': vtt,
      'b.mp3': 'no sound at all',
      'b.vtt': vtt,
      'c.flac': 'fLaC and rubbish',
      'c.srt': '1\n00:00:01,000 --> 00:00:02,000\nword\n',
      'd.vtt': vtt,
      'e.ogg': 'OggS',
      'f.wav': makeWav([{ hushMs: 2_000 }]),
      'copy.wav': recording,
      'page.png': fakePicture(100, 50),
    })
    assert.deepEqual(
      skipped.map(({ what, why }) => `${what}: ${why}`),
      [
        'd.vtt: recording is missing',
        'b.mp3: recording cannot be used: its content is none of WAV, FLAC, MP3 and Opus in Ogg',
        'c.flac: recording cannot be used: its FLAC does not say what its samples are',
        'copy.wav: same recording under another name: a.wav',
        'e.ogg: recording cannot be used: its Ogg holds no Opus, and only Opus is read in Ogg',
        'f.wav: nothing is heard in it',
        'page.png: not of the kind of this corpus',
      ],
    )
  })

  test('leaves recordings beside pictures alone in a corpus of pictures', async (t) => {
    const context = fakeContext(t)
    const { items, skipped } = await importInto(context, {
      'a.png': fakePicture(300, 60),
      'a.txt': 'notaire',
      'a.wav': recording,
    })
    assert.deepEqual(items, { known: 1, doubtful: 0, unknown: 0 })
    assert.deepEqual(
      skipped.map(({ what, why }) => `${what}: ${why}`),
      ['a.wav: not a picture, truth or table'],
    )
  })
})
