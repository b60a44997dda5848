import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openImportFile } from './import-file.ts'
import { teiSpeech } from './tei-speech.ts'

function tei(body: string, head = ''): Buffer {
  return Buffer.from(
    `<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>${head}</teiHeader><text><timeline unit="s" origin="#T0">
    <when xml:id="T0" absolute="00:00:00"/><when xml:id="T1" interval="1.5" since="#T0"/>
    <when xml:id="T2" interval="2" since="#T1"/><when xml:id="T3" interval="4500" unit="ms" since="#T0"/>
    <when xml:id="T4" since="#T9" interval="1"/></timeline><body>${body}</body></text></TEI>`,
  )
}
function read(bytes: Buffer) {
  const speech = teiSpeech.readSpeech?.(bytes)
  assert.ok(speech && !('fault' in speech), JSON.stringify(speech))
  return speech
}

describe('TEI of spoken language', () => {
  test('gives each utterance its times and words in their order', () => {
    const bytes =
      tei(`<u xml:id="u1" start="#T0" end="#T1">He <emph>never</emph> came <desc>coughs</desc>back.</u>
      <annotationBlock xml:id="b2" start="#T1" end="#T2"><u><w>We</w><w>waited</w><pc>.</pc></u></annotationBlock>`)
    assert.deepEqual(read(bytes).cues, [
      { id: 'u1', fromMs: 0, toMs: 1_500, text: 'He never came back.', parts: [] },
      { id: 'b2', fromMs: 1_500, toMs: 3_500, text: 'We waited.', parts: [] },
    ])
  })

  // French has a blank before a question mark, which was lost between an export and the next import.
  test('keeps a blank before a mark, and makes none between a word and a mark of their own', () => {
    const [spaced, words] = read(
      tei(`<u start="#T0" end="#T1">Qui va là ?</u>
      <u start="#T1" end="#T2"><w>Qui</w> <w>vient</w> <pc>?</pc></u>`),
    ).cues
    assert.deepEqual([spaced?.text, words?.text], ['Qui va là ?', 'Qui vient?'])
  })

  test('gives the parts between anchors times of their own', () => {
    const bytes = tei(
      `<u start="#T0" end="#T3">Up the hill <anchor synch="#T1"/>and down <anchor synch="#T2"/>again</u>`,
    )
    assert.deepEqual(read(bytes).cues[0]?.parts, [
      { fromMs: 0, text: 'Up the hill' },
      { fromMs: 1_500, text: 'and down' },
      { fromMs: 3_500, text: 'again' },
    ])
  })

  test('says nothing of what was not understood, and leaves out what has no time', () => {
    const bytes = tei(
      `<u start="#T0" end="#T1">we <gap/> went</u><u start="#T1" end="#T4">and</u><u>so</u>`,
    )
    const { cues, skipped } = read(bytes)
    assert.deepEqual(
      cues.map(({ text }) => text),
      [null],
    )
    assert.deepEqual(skipped, { no_times: 2 })
  })

  test('is found with the name of its recording, and other TEI is left alone', () => {
    const head = '<recordingStmt><recording><media url="tape%201.mp3"/></recording></recordingStmt>'
    const detect = (bytes: Buffer) => teiSpeech.detect(openImportFile('a.xml', bytes))
    assert.deepEqual(detect(tei('<u>x</u>', head)), {
      is: 'speech',
      format: 'TEI',
      recordingNames: ['tape%201.mp3'],
    })
    assert.equal(detect(Buffer.from('<TEI><text><p>printed</p></text></TEI>')), null)
  })
})
