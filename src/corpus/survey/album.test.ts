import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { importInto, fakePicture, fakeContext, skippedLines } from '../../../test/setup/import.ts'
import { openAlbum } from './album.ts'

const plain = '0123456789abcdef'.repeat(4)

function flip(perceptualHash: string, bits: Iterable<number>): string {
  let value = BigInt(`0x${perceptualHash}`)
  for (const bit of bits) value ^= 1n << BigInt(bit)
  return value.toString(16).padStart(perceptualHash.length, '0')
}

function picture(path: string, perceptualHash: string) {
  return { path, label: 'pears', perceptualHash }
}

describe('an album', () => {
  const bits = fc.uniqueArray(fc.nat({ max: 255 }), { minLength: 0, maxLength: 80 })
  test('tells of a picture that differs in up to 32 bits, wherever they are, and of no other', () => {
    fc.assert(
      fc.property(bits, (flipped) => {
        const album = openAlbum()
        assert.equal(album.addPicture(picture('1.jpg', plain)), null)
        const alike = album.addPicture(picture('2.jpg', flip(plain, flipped)))
        assert.equal(alike?.path ?? null, flipped.length <= 32 ? '1.jpg' : null)
      }),
    )
  })

  test('tells of the picture that is nearest', () => {
    const album = openAlbum()
    album.addPicture(picture('1.jpg', flip(plain, [1, 2, 3])))
    album.addPicture(picture('2.jpg', flip(plain, [200])))
    album.addPicture(picture('3.jpg', flip(plain, [1, 2])))
    assert.equal(album.addPicture(picture('4.jpg', plain))?.path, '2.jpg')
  })

  test('counts the pictures of each class, and what is read by nobody for none', () => {
    const album = openAlbum()
    for (const label of ['plums', 'pears', 'pears', null])
      album.countClass({ status: label ? 'known' : 'unknown', label })
    album.countClass({ status: 'doubtful', label: 'plums' })
    album.countClass({ status: 'known', label: 'pears' })
    assert.deepEqual(album.classes(), [
      { label: 'pears', known: 3, doubtful: 0 },
      { label: 'plums', known: 1, doubtful: 1 },
    ])
  })
})

describe('an import of images by class', () => {
  test('tells the classes, and each picture that looks like another', async (t) => {
    const context = fakeContext(t)
    const { openPage } = context
    context.openPage = async (bytes) => {
      const page = await openPage(bytes)
      return 'fault' in page ? page : { ...page, perceptualHash: async () => plain }
    }
    const files = {
      'pears/1.png': fakePicture(100, 100, '1'),
      'pears/2.png': fakePicture(100, 100, '2'),
      'plums/3.png': fakePicture(100, 100, '3'),
    }
    const report = await importInto(context, files)
    const classes = [
      { label: 'pears', known: 2, doubtful: 0 },
      { label: 'plums', known: 1, doubtful: 0 },
    ]
    assert.deepEqual(report.classes, classes)
    assert.deepEqual(skippedLines(report), [
      'pears/2.png picture_alike 1',
      'plums/3.png picture_alike 1',
    ])
    assert.match(report.skipped[1]?.why ?? '', /pears\/1\.png, which is of the class “pears”$/)
    const again = await importInto(context, files)
    assert.deepEqual([again.added, again.classes], [0, classes])
  })
})
