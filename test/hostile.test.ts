import assert from 'node:assert/strict'
import { globSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { goodPicture, hostileCases, largeCases, rubbishCases } from './setup/hostile-files.ts'
import { makeTar, makeZip } from './setup/archive.ts'
import { at, page } from './setup/page.ts'
import { prepareImport, run, type Imported, type ImportFixture } from './setup/program.ts'

const fixtures = fileURLToPath(new URL('fixtures/bad/', import.meta.url))
const peakMegabytesMax = 600

/** The limits of every import, however hostile its files. */
function assertOrderly(
  fixture: ImportFixture,
  { code, report, text, peakMegabytes }: Imported,
): void {
  assert.ok(code === 0 || code === 1, `ended with ${code}: ${text}`)
  assert.deepEqual(fixture.leftovers(), [])
  assert.ok(peakMegabytes < peakMegabytesMax, `took ${peakMegabytes} MB`)
  for (const { what, why } of report.skipped ?? []) assert.ok(what.length + why.length < 2_000)
}

function rowsOf({ report }: Imported): [string, string][] {
  return report.skipped.map(({ what, code }) => [what, code])
}

for (const { name, files, reported, added = 0 } of [
  ...hostileCases,
  ...rubbishCases,
  ...largeCases,
])
  describe('an import', () => {
    test(`reports ${name}, stays within its memory and time, and leaves its store whole`, async (t) => {
      const fixture = prepareImport(t)
      for (const [path, body] of Object.entries(await files())) fixture.put(path, body)
      const imported = await fixture.run()
      assertOrderly(fixture, imported)
      const rows = rowsOf(imported)
      for (const [what, code] of Object.entries(reported))
        assert.ok(
          rows.some((row) => row[0] === what && (code === '' || row[1] === code)),
          `${what}: ${JSON.stringify(rows.slice(0, 30))}`,
        )
      assert.equal(imported.report.added, added)
    })
  })

describe('an import of every bad fixture at once', () => {
  test('reports each file, and imports the good one', async (t) => {
    const fixture = prepareImport(t)
    const bad = globSync(`${fixtures}*`).filter((path) => !path.endsWith('.expected.json'))
    for (const path of bad) fixture.put(basename(path), readFileSync(path))
    fixture.put('good.png', await goodPicture())
    fixture.put('good.xml', page([{ at: at(0, 0), text: 'word' }], { name: 'good.png' }))
    const imported = await fixture.run()
    assertOrderly(fixture, imported)
    assert.equal(imported.report.added, 1)
    const reportedFiles = rowsOf(imported)
      .map(([what]) => what)
      .join('\n')
    const grouped = imported.report.skipped.find(({ code }) => code === 'other_file')
    const silent = bad.map((path) => basename(path)).filter((name) => !reportedFiles.includes(name))
    assert.ok(silent.length <= (grouped?.count ?? 1) - 1, silent.join(' '))
  })
})

const gibibyte = 1024 ** 3

/** A ZIP of one member that unpacks to ten gigabytes of zeros, compressed block by block. */
function zerosZip(): Buffer {
  const block = deflateRawSync(Buffer.alloc(64 * 1024 * 1024), { finishFlush: 2 })
  const end = deflateRawSync(Buffer.alloc(0))
  const packed = Buffer.concat([...Array.from({ length: 160 }, () => block), end])
  return makeZip([{ name: 'zeros.xml', packed, size: 0xffff_ffff, sizeZip64: 10 * gibibyte }])
}

describe('an archive', () => {
  test('of ten gigabytes of zeros is not unpacked', async (t) => {
    const fixture = prepareImport(t)
    const path = fixture.put('zeros.zip', zerosZip())
    fixture.put(
      'zeros.tgz',
      gzipSync(
        Buffer.concat([
          makeTar([{ name: 'z', size: 10 * gibibyte }]),
          Buffer.alloc(200 * 1024 * 1024),
        ]),
      ),
    )
    const imported = await fixture.run()
    assertOrderly(fixture, imported)
    assert.deepEqual(rowsOf(imported), [
      ['zeros.tgz', 'archive_broken'],
      ['zeros.zip', 'archive_broken'],
    ])
    for (const { why } of imported.report.skipped) assert.match(why, /more than 250 times its size/)
    const alone = await fixture.run(path)
    assertOrderly(fixture, alone)
    assert.match(alone.report.error ?? '', /cannot be read: it unpacks to more than 250 times/)
  })

  test('of archives is opened, and the archives inside are reported', async (t) => {
    const fixture = prepareImport(t)
    const bottom = makeZip([{ name: 'zeros', body: Buffer.alloc(4_000_000), method: 8 }])
    const nest = (inner: Buffer): Buffer =>
      makeZip(Array.from({ length: 16 }, (_, n) => ({ name: `${n}.zip`, body: inner, method: 8 })))
    const path = fixture.put('42.zip', nest(nest(nest(bottom))))
    const imported = await fixture.run(path)
    assertOrderly(fixture, imported)
    assert.deepEqual([...new Set(rowsOf(imported).map(([, code]) => code))], ['archive_nested'])
  })

  test('cannot write or link to anything outside of its folder', async (t) => {
    const fixture = prepareImport(t)
    const evil = [
      { name: '../../slip.xml', body: '<alto/>' },
      { name: '/tmp/incipit-slip.xml', body: '<alto/>' },
      { name: 'soft.png', type: 'symlink' as const, link: '/etc/passwd' },
      { name: 'hard.png', type: 'link' as const, link: '../../../etc/passwd' },
      { name: 'device.png', type: 'block-device' as const },
    ]
    fixture.put('slip.tar', makeTar(evil))
    fixture.put('slip.zip', makeZip(evil.slice(0, 3)))
    symlinkSync('/etc/passwd', join(fixture.folder, 'passwd.csv'))
    const imported = await fixture.run()
    assertOrderly(fixture, imported)
    assert.deepEqual(rowsOf(imported), [
      ['passwd.csv', 'link'],
      ['slip.tar/../../slip.xml', 'unsafe_name'],
      ['slip.tar//tmp/incipit-slip.xml', 'unsafe_name'],
      ['slip.tar/device.png', 'special_file'],
      ['slip.tar/hard.png', 'link'],
      ['slip.tar/soft.png', 'link'],
      ['slip.zip/../../slip.xml', 'unsafe_name'],
      ['slip.zip//tmp/incipit-slip.xml', 'unsafe_name'],
      ['slip.zip/soft.png', 'link'],
    ])
    assert.equal(fixture.filesKept(), 0)
  })

  test('of a page gives the same items as its folder', async (t) => {
    const fixture = prepareImport(t)
    const files = [
      { name: 'delivery/1.png', body: await goodPicture(), method: 8 },
      { name: 'delivery/1.xml', body: page([{ at: at(0, 0), text: 'word' }]), method: 8 },
      { name: '__MACOSX/delivery/._1.png', body: 'fork' },
      { name: 'delivery/.DS_Store', body: 'finder' },
    ]
    const path = fixture.put('page.zip', makeZip(files))
    const first = await fixture.run(path)
    assertOrderly(fixture, first)
    assert.deepEqual([first.report.pages, first.report.added], [1, 1])
    fixture.put('page.zip', 'gone')
    const tar = fixture.put('page.tar.gz', gzipSync(makeTar(files)))
    const again = await fixture.run(tar)
    assert.deepEqual([again.report.pages, again.report.added], [1, 0])
  })
})

describe('output with hostile names and texts', () => {
  const names = [
    'a\nImported into “x”:\n.xml',
    'b\u001b[2J\u001b]0;owned\u0007.xml',
    'c\u202egnp.xml',
  ]
  const text = '<script>document.title="owned"</script>'

  test('stays on one line, and has no control codes for a terminal', async (t) => {
    const fixture = prepareImport(t)
    for (const name of names) fixture.put(name, 'no XML')
    const flags = ['--corpus', 'x', '--licence', 'CC0-1.0', '--credit', 'x\u001b[2J']
    const { out, code } = await run([
      'corpus',
      'import',
      fixture.folder,
      ...flags,
      '--data',
      fixture.dataDir,
    ])
    assert.equal(code, 0)
    assert.doesNotMatch(out, /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u)
    const rows = out.split('\n').filter((line) => line.startsWith('    '))
    assert.equal(rows.length, names.length)
    assert.equal(out.match(/^Imported into/gm)?.length, 1)
  })

  test('has no characters that change the direction of what follows', async (t) => {
    const fixture = prepareImport(t)
    const escaped = text.replaceAll('<', '&lt;')
    fixture.put('1.png', await goodPicture())
    fixture.put('1.xml', page([{ at: at(0, 0), text: `ab\u202ec ${escaped}\u2066` }]))
    const imported = await fixture.run()
    assertOrderly(fixture, imported)
    assert.equal(imported.report.added, 1)
    const { out } = await run(['corpus', 'show', 'hostile', '--data', fixture.dataDir])
    assert.doesNotMatch(out, /[\u202a-\u202e\u2066-\u2069]/)
  })
})
