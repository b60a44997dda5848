import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readMets } from '../formats/read/mets.ts'
import { pairTruth } from './pair.ts'
import { makeStaging } from '../../../test/setup/import.ts'
import { indexPictures, notePicture } from './pictures.ts'

type Case = {
  name: string
  truth: string
  pictureNames?: string[]
  pictures: string[]
  mets?: { path: string; pages: string[][] }
  otherTruths?: string[]
  gives: string
}

const cases: Case[] = [
  {
    name: 'a bare name in its own folder',
    truth: 'a/1.xml',
    pictureNames: ['1.jpg'],
    pictures: ['a/1.jpg', 'b/1.jpg'],
    gives: 'a/1.jpg',
  },
  {
    name: 'a bare name one folder up',
    truth: 'page/1.xml',
    pictureNames: ['1.jpg'],
    pictures: ['1.jpg', 'x/1.jpg'],
    gives: '1.jpg',
  },
  {
    name: 'a bare name in the folder beside',
    truth: 'n/alto/1.xml',
    pictureNames: ['1.jpg'],
    pictures: ['n/images/1.jpg', 'm/images/2.jpg'],
    gives: 'n/images/1.jpg',
  },
  {
    name: 'a name relative to the METS folder',
    truth: 'b/GT/1.xml',
    pictureNames: ['GT/1.jpg'],
    pictures: ['b/GT/1.jpg', 'c/GT/1.jpg'],
    mets: { path: 'b/mets.xml', pages: [] },
    gives: 'b/GT/1.jpg',
  },
  {
    name: 'a Windows path',
    truth: 'x/7.xml',
    pictureNames: ['D:\\in\\scan 7.TIF'],
    pictures: ['x/scan 7.tif'],
    gives: 'x/scan 7.tif',
  },
  {
    name: 'a Unix path of the producer and another extension',
    truth: 'x/7.xml',
    pictureNames: ['/mnt/in/scan.jp2'],
    pictures: ['x/scan.jpeg'],
    gives: 'x/scan.jpeg',
  },
  {
    name: 'a name in other case',
    truth: '7.xml',
    pictureNames: ['Scan.JPG'],
    pictures: ['scan.JPEG', 'other.jpg'],
    gives: 'scan.JPEG',
  },
  {
    name: 'a name with & and blanks',
    truth: '7.xml',
    pictureNames: ['fol. 3 & 4.jpg'],
    pictures: ['fol. 3 & 4.jpg'],
    gives: 'fol. 3 & 4.jpg',
  },
  {
    name: 'a name with percent signs',
    truth: '7.xml',
    pictureNames: ['fol.%203.jpg'],
    pictures: ['fol. 3.jpg'],
    gives: 'fol. 3.jpg',
  },
  {
    name: 'an identifier without extension',
    truth: '7.xml',
    pictureNames: ['42575'],
    pictures: ['42575.png'],
    gives: '42575.png',
  },
  {
    name: 'METS where the names differ',
    truth: 'k/ALTO/PAGE_0017_ALTO.xml',
    pictures: ['k/IMG/INPUT_0017.tif', 'k/IMG/INPUT_0020.tif'],
    mets: { path: 'k/mets.xml', pages: [['IMG/INPUT_0017.tif', 'ALTO/PAGE_0017_ALTO.xml']] },
    gives: 'k/IMG/INPUT_0017.tif',
  },
  // A viewer's METS names its files by web addresses, with the picture in three sizes: each was found only by
  // its bare name, although the folder holds it under that very path.
  ...[
    'file://MAX/0001.jpg',
    'file://./MAX/0001.jpg',
    'file:///export/vol 7/MAX/0001.jpg',
    'file:///export/vol%207/MAX/0001.jpg',
    'https://example.org/vol7/MAX/0001.jpg?download=1#page',
    'D:\\export\\MAX\\0001.jpg',
  ].map((picture): Case => ({
    name: `METS that names it ${picture}`,
    truth: 'k/ALTO/A-1.xml',
    pictures: ['k/MAX/0001.jpg', 'k/MIN/0001.jpg', 'other/MAX/0001.jpg'],
    mets: {
      path: 'k/mets.xml',
      pages: [[picture, picture.replace(/MAX.0001.jpg.*/, 'ALTO/A-1.xml')]],
    },
    gives: 'k/MAX/0001.jpg',
  })),
  {
    name: 'METS whose picture lies in another folder under that name',
    truth: 'k/ALTO/A-1.xml',
    pictures: ['k/pictures/big/0001.jpg', 'l/0001.jpg'],
    mets: { path: 'k/mets.xml', pages: [['file:///x/MAX/0001.jpg', 'ALTO/A-1.xml']] },
    gives: 'k/pictures/big/0001.jpg',
  },
  {
    name: 'nothing when METS could mean two pictures in other folders',
    truth: 'k/ALTO/A-1.xml',
    pictures: ['k/pictures/big/0009.jpg', 'k/pictures/small/0009.jpg'],
    mets: { path: 'k/mets.xml', pages: [['file:///x/MAX/0009.jpg', 'ALTO/A-1.xml']] },
    gives: 'picture_missing',
  },
  {
    name: 'a name with percent signs of its own',
    truth: '7.xml',
    pictureNames: ['fol.%203.jpg'],
    pictures: ['fol.%203.jpg'],
    gives: 'fol.%203.jpg',
  },
  {
    name: 'its own stem',
    truth: 'p/0001.xml',
    pictures: ['p/0001.jpg', 'q/0001.jpg'],
    gives: 'p/0001.jpg',
  },
  {
    name: 'its own stem without the format in it',
    truth: 'p/0001.alto.xml',
    pictures: ['p/0001.jpg'],
    gives: 'p/0001.jpg',
  },
  {
    name: 'its own stem in a tree beside',
    truth: 'alto/v1/1.xml',
    pictures: ['img/v1/1.jpg', 'img/v2/1.jpg'],
    gives: 'img/v1/1.jpg',
  },
  {
    name: 'the page number',
    truth: 'a/PAGE_0017_ALTO.xml',
    pictures: ['i/INPUT_0017.tif', 'i/INPUT_0020.tif'],
    gives: 'i/INPUT_0017.tif',
  },
  {
    name: 'nothing when two pictures have the stem',
    truth: '1.xml',
    pictures: ['1.jpg', '1.png'],
    gives: 'picture_unclear',
  },
  {
    name: 'nothing when two pictures have the number',
    truth: 'p1.xml',
    pictures: ['a1.jpg', 'b01.jpg'],
    gives: 'picture_unclear',
  },
  {
    name: 'nothing when the picture of that name belongs to another truth file',
    truth: 'a/1.xml',
    pictureNames: ['1.jpg'],
    pictures: ['b/1.jpg'],
    otherTruths: ['b/1.xml'],
    gives: 'picture_missing',
  },
  {
    name: 'nothing when the named picture is missing and only the number is the same',
    truth: 'p2.xml',
    pictureNames: ['p2.jpg'],
    pictures: ['scan2.jpg'],
    gives: 'picture_missing',
  },
  {
    name: 'nothing outside of the folder',
    truth: 'a.xml',
    pictureNames: ['../../../a.jpg'],
    pictures: ['b.jpg'],
    gives: 'picture_missing',
  },
]

// METS may give both a file's web address and its place in the folder; only the first counted.
test('METS gives every name that it has for the files of a page', () => {
  const file = (id: string, names: string[]): string =>
    `<file ID="${id}">${names.map((name) => `<FLocat xmlns:x="x" x:href="${name}"/>`).join('')}</file>`
  const files = file('p', ['https://example.org/get?id=1', 'IMG/1.tif']) + file('t', ['ALTO/1.xml'])
  const pages = '<structMap><div><fptr FILEID="p"/><fptr FILEID="t"/></div></structMap>'
  assert.deepEqual(readMets(Buffer.from(`<mets>${files}${pages}</mets>`)), {
    pages: [['https://example.org/get?id=1', 'IMG/1.tif', 'ALTO/1.xml']],
  })
})

describe('a truth file finds its picture by', () => {
  for (const { name, truth, pictureNames = [], pictures, mets, otherTruths = [], gives } of cases)
    test(name, (t) => {
      const staging = makeStaging(t)
      for (const path of pictures) notePicture(path, staging)
      const ground = {
        pictures: indexPictures(staging),
        mets: mets ? [mets] : [],
        truthPaths: new Set([truth, ...otherTruths]),
      }
      const pairing = pairTruth({ path: truth, pictureNames }, ground)
      assert.equal('picture' in pairing ? pairing.picture : pairing.code, gives)
    })
})
