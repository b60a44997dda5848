import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { fakeFolder, importInto, fakePicture, fakeContext } from '../../../test/setup/import.ts'

function hex(mark: string): Buffer {
  return Buffer.concat([Buffer.from(mark, 'hex'), Buffer.alloc(90)])
}

const packed: Readonly<Record<string, Buffer>> = {
  'xz: a.tar.xz': hex('fd377a585a000004'),
  'bzip2: a.tar.bz2': hex('425a6839314159265359'),
  '7z: a.7z': hex('377abcaf271c0004'),
  'RAR: a.rar': hex('526172211a070100'),
  'Zstandard: a.tar.zst': zstdCompressSync('alto'),
  'gzip of something else than a TAR: a.xml.gz': gzipSync('<alto/>'),
  'compress: a.tar.Z': hex('1f9d90'),
}

// An archive in these formats was reported as “not a picture, truth or table”, like any stray file.
for (const [name, bytes] of Object.entries(packed)) {
  const [packing = '', path = ''] = name.split(': ')
  test(`a file packed by ${packing} is told of as packed`, async (t) => {
    const { skipped } = await importInto(fakeContext(t), { [path]: bytes })
    const why = `compressed in a way that is not supported: ${packing}`
    assert.deepEqual(skipped, [{ what: path, code: 'packing_unknown', why, count: 1 }])
  })
}

test('a packed file too large to be opened is told of by its name, and others as too large', async (t) => {
  const files = { '1.png': fakePicture(20, 20) }
  const sizeBytes = 2 ** 31
  const large = ['all.TAR.XZ', 'all.bin'].map((path) => ({ path, sizeBytes }))
  const folder = fakeFolder(files, large)
  const { skipped } = await importInto(fakeContext(t), files, { folder })
  const codes = skipped.map(({ what, code }) => [what, code])
  assert.deepEqual(codes.slice(0, 2), [
    ['all.TAR.XZ', 'packing_unknown'],
    ['all.bin', 'file_too_large'],
  ])
})

test('a text that begins with the letters of a packing is a text', async (t) => {
  const files = { '1.png': fakePicture(40, 20), '1.txt': 'BZh9 Rar! 7z' }
  assert.equal((await importInto(fakeContext(t), files)).added, 1)
})
