import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { at, page } from './page.ts'

/** Files by their paths. */
export type HostileFiles = Readonly<Record<string, string | Buffer>>

/** Faulty files, and the codes by which the import must report them. */
export type HostileCase = {
  name: string
  files: () => HostileFiles | Promise<HostileFiles>
  reported: Readonly<Record<string, string>>
  /** The number of items that are imported anyway. */
  added?: number
}

/** A valid picture. */
export function goodPicture(): Promise<Buffer> {
  return sharp({ create: { width: 1000, height: 1000, channels: 3, background: '#eee' } })
    .png()
    .toBuffer()
}

const bombSide = 30_000

function pngChunk(type: string, body: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  const named = Buffer.concat([Buffer.from(type), body])
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function bombPng(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(bombSide, 0)
  header.writeUInt32BE(bombSide, 4)
  header.set([8, 2], 8)
  const start = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([start, pngChunk('IHDR', header), pngChunk('IDAT', Buffer.alloc(64))])
}

function bombTiff(): Buffer {
  const fields = [
    [256, 4, bombSide],
    [257, 4, bombSide],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, bombSide],
    [279, 4, bombSide * bombSide],
  ]
  const bytes = Buffer.alloc(8 + 2 + fields.length * 12 + 4)
  bytes.set(Buffer.from('49492a0008000000', 'hex'))
  bytes.writeUInt16LE(fields.length, 8)
  for (const [place, [tag = 0, type = 0, value = 0]] of fields.entries()) {
    const from = 10 + place * 12
    bytes.writeUInt16LE(tag, from)
    bytes.writeUInt16LE(type, from + 2)
    bytes.writeUInt32LE(1, from + 4)
    bytes.writeUInt32LE(value, from + 8)
  }
  return bytes
}

// The headers of small, complete pictures claim these sizes.
async function bombJpeg(): Promise<Buffer> {
  const bytes = await sharp(await goodPicture())
    .jpeg()
    .toBuffer()
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(bombSide, frame + 5)
  bytes.writeUInt16BE(bombSide, frame + 7)
  return bytes
}

async function bombWebp(): Promise<Buffer> {
  const bytes = await sharp(await goodPicture())
    .webp()
    .toBuffer()
  const start = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a]))
  bytes.writeUInt16LE(0x3fff, start + 3)
  bytes.writeUInt16LE(0x3fff, start + 5)
  return bytes
}

function tableOf(names: readonly string[]): string {
  return `image,text\n${names.map((name) => `${name},word`).join('\n')}\n`
}

async function pictures(): Promise<HostileFiles> {
  const whole = await sharp(await goodPicture())
    .jpeg()
    .toBuffer()
  const files = {
    'bomb.png': bombPng(),
    'bomb.tif': bombTiff(),
    'bomb.jpg': await bombJpeg(),
    'bomb.webp': await bombWebp(),
    'svg.jpg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    'html.png': '<!doctype html><script>alert(1)</script>',
    'pdf.jpg': '%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript >> >>',
    'half.jpg': whole.subarray(0, whole.length / 2),
    'empty.png': '',
    'noise.webp': Buffer.concat([Buffer.from('RIFF\xff\xff\xff\x7fWEBPVP8X', 'latin1'), whole]),
  }
  return { ...files, 'table.csv': tableOf(Object.keys(files)) }
}

function entities(root: string): HostileFiles {
  const levels = Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  )
  const end = `</${root}>`
  return {
    'laughs.xml': `<!DOCTYPE x [<!ENTITY l0 "lol">${levels.join('')}]><${root}>&l9;${end}`,
    'quadratic.xml': `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(50_000)}">]><${root}>${'&a;'.repeat(50_000)}${end}`,
    'outside.xml': `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><${root}>&a;${end}`,
    'parameter.xml': `<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]><${root}>${end}`,
    'without.xml': `<${root}>&undefined;${end}`,
  }
}

function entityCase(root: string): HostileCase {
  return {
    name: `entities of every kind in ${root}`,
    files: () => entities(root),
    reported: {
      'laughs.xml': 'xml_broken',
      'quadratic.xml': 'xml_broken',
      'outside.xml': 'xml_broken',
      'parameter.xml': 'xml_broken',
      'without.xml': 'xml_broken',
    },
  }
}

const boxes = ['NaN,NaN 1,1', '-5,-5 -1,-1', '1e999,0 1e999,9', '0,0 0,0', '1,1 99999999999,1 9,9']
function altoBox(x: string, width: string): string {
  return `<TextLine ID="l${x}" HPOS="${x}" VPOS="0" WIDTH="${width}" HEIGHT="9"><String CONTENT="word" HPOS="${x}" VPOS="0" WIDTH="${width}" HEIGHT="9"/></TextLine>`
}

/** Attacks in files that are small enough to write out. */
export const hostileCases: readonly HostileCase[] = [
  entityCase('alto'),
  entityCase('PcGts'),
  entityCase('mets'),
  {
    name: 'pictures that are too large, broken off or none at all',
    files: pictures,
    reported: Object.fromEntries(
      'bomb.png bomb.tif bomb.jpg bomb.webp svg.jpg html.png pdf.jpg half.jpg empty.png noise.webp'
        .split(' ')
        .map((name) => [name, 'picture_unusable']),
    ),
  },
  {
    name: 'boxes that are negative, infinite, huge or no numbers',
    files: async () => ({
      '1.png': await goodPicture(),
      '1.xml': page(boxes.map((points) => ({ at: points, text: 'word' }))),
      '2.png': Buffer.concat([await goodPicture(), Buffer.from('2')]),
      '2.xml': `<alto><Layout><Page WIDTH="1000" HEIGHT="1000">${altoBox('NaN', '9')}${altoBox('-99', '9')}${altoBox('Infinity', '9')}${altoBox('0', '1e300')}${altoBox('0', '-9')}</Page></Layout></alto>`,
    }),
    reported: { '1.xml': '', '2.xml': '' },
  },
  {
    name: 'texts in encodings that are not theirs',
    files: () => ({
      'utf16.xml': Buffer.from('<alto/>', 'utf16le'),
      'latin.xml': Buffer.from('<alto>\xe9\xff</alto>', 'latin1'),
      'nul.xml': '<alto>\0</alto>',
      'nul.csv': 'image,text\na\0b.png,\0\n',
      'latin.csv': Buffer.from('image,text\n\xe9.png,\xff\n', 'latin1'),
      'utf16.txt': Buffer.from('text', 'utf16le'),
    }),
    reported: {
      'utf16.xml': 'xml_broken',
      'latin.xml': 'xml_broken',
      'nul.xml': 'xml_broken',
      'nul.csv: a\0b.png': 'picture_missing',
      'latin.csv: é.png': 'picture_missing',
      'utf16.txt': 'file_unreadable',
    },
  },
  {
    name: 'truth files that name pictures outside of the folder',
    files: () => ({
      'a.xml': page([{ at: at(0, 0), text: 'word' }], { name: '../../../../etc/passwd' }),
      'b.xml': page([{ at: at(0, 0), text: 'word' }], { name: 'file:///etc/passwd' }),
      'c.csv': tableOf(['/etc/passwd', '..\\..\\x.png', 'http://127.0.0.1:9/x.png']),
    }),
    reported: { 'a.xml': 'picture_missing', 'b.xml': 'picture_missing' },
  },
]

const presentation = 'http://iiif.io/api/presentation/3/context.json'
function collectionOf(id: string, ids: readonly string[]): string {
  return JSON.stringify({
    '@context': presentation,
    id,
    type: 'Collection',
    label: { en: ['x'] },
    items: ids.map((of) => ({ id: of, type: 'Collection', label: { en: ['x'] } })),
  })
}
const nowhere = 'http://127.0.0.1:9'

/** Attacks in other formats: loops, and files that only look like one of the formats. */
export const rubbishCases: readonly HostileCase[] = [
  {
    name: 'IIIF collections that hold each other, and addresses of the inner network',
    files: () => ({
      'a.json': collectionOf(`${nowhere}/a.json`, [`${nowhere}/b.json`, `${nowhere}/a.json`]),
      'b.json': collectionOf(`${nowhere}/b.json`, [`${nowhere}/a.json`, `${nowhere}/metadata`]),
    }),
    reported: { [`${nowhere}/a.json`]: 'collection_loop', [`${nowhere}/metadata`]: 'not_fetched' },
  },
  {
    name: 'COCO and hOCR that are rubbish',
    files: async () => ({
      '1.png': await goodPicture(),
      'a.json': '{"images":7,"annotations":{"x":1},"categories":null}',
      'b.json':
        '{"images":[{"id":1,"file_name":"../../etc/passwd","width":1e999}],"annotations":[{"image_id":1,"category_id":{},"bbox":["NaN",null,-1,1e308]},7,null],"categories":[{"id":1,"name":["<script>"]}]}',
      'c.html':
        '<html><body><div class="ocr_page" title="bbox 0 0 99999999999 -1; image ../../etc/passwd"><span class="ocrx_word" title="bbox NaN NaN; x_wconf 1e999"><script>x</script></span></div>',
      'd.html': `<html>${'<div class="ocr_page">'.repeat(20_000)}`,
    }),
    reported: {
      'b.json: annotation 1': 'row_unreadable',
      'c.html': 'picture_missing',
      'd.html': 'hocr_broken',
    },
  },
]

const mebibyte = 1024 * 1024

/** Attacks in large files, which are made when needed. */
export const largeCases: readonly HostileCase[] = [
  {
    name: 'a million elements in each other',
    files: async () => ({
      '1.xml': `<alto>${'<a>'.repeat(1_000_000)}`,
      '2.xml': `<PcGts>${'<a>'.repeat(1_000_000)}${'</a>'.repeat(1_000_000)}</PcGts>`,
    }),
    reported: { '1.xml': 'xml_broken', '2.xml': 'xml_broken' },
  },
  {
    name: 'an element of 200 000 attributes',
    files: () => ({
      '1.xml': `<alto ${Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
    }),
    reported: { '1.xml': 'xml_broken' },
  },
  {
    name: 'a million readings of one line',
    files: async () => ({
      '1.png': await goodPicture(),
      '1.xml': page([{ at: at(0, 0), text: 'word' }]).replace(
        '</TextLine>',
        `${'<TextEquiv><Unicode>w</Unicode></TextEquiv>'.repeat(1_000_000)}</TextLine>`,
      ),
    }),
    reported: { '1.xml': 'xml_broken' },
  },
  {
    name: 'a cell of 100 MB, and one of 60',
    files: () => ({
      '100.csv': `image,text\na.png,"${'x'.repeat(100 * mebibyte)}"\n`,
      '60.csv': `image,text\na.png,"${'x'.repeat(60 * mebibyte)}"\n`,
    }),
    reported: { '100.csv': 'file_too_large', '60.csv: line 2': 'row_unreadable' },
  },
  {
    name: 'JSON that is nested a hundred thousand deep',
    files: () => ({
      'a.json': '['.repeat(100_000),
      'b.json': `${'{"annotations":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      'c.jsonl': `{"image":"a.png","text":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`,
    }),
    reported: { 'c.jsonl: a.png': 'picture_missing' },
  },
  {
    name: 'JSON of twenty million lists, and an object of six million members',
    files: () => {
      const members = Array.from({ length: 6_000_000 }, (_, n) => `"${n.toString(36)}":0`)
      return {
        'lists.json': `{"categories":[],"annotations":[${'[],'.repeat(20_000_000)}0]}`,
        'members.json': `{"categories":[],"annotations":[{${members.join(',')}}]}`,
        'iiif.json': `{"@context":"${presentation}","items":[${'{},'.repeat(20_000_000)}0]}`,
      }
    },
    reported: {
      'lists.json': 'table_broken',
      'members.json': 'table_broken',
      'iiif.json': 'iiif_broken',
    },
  },
  {
    name: 'hOCR of a tag of 20 MB, and of a word that is as long',
    files: async () => {
      const start = `<html><div class="ocr_page" title='image "1.png"; bbox 0 0 1000 1000'>`
      const attributes = Array.from({ length: 2_600_000 }, (_, n) => `a${n.toString(36)}`)
      return {
        '1.png': await goodPicture(),
        'tag.html': `${start}<i ${attributes.join(' ')}>`,
        'word.html': `${start}<i class=ocrx_word title="bbox 1 1 99 99">${'ab '.repeat(7_000_000)}`,
      }
    },
    reported: { 'tag.html': 'hocr_broken', 'word.html': 'text_too_long' },
  },
  {
    name: 'a table that turns out too long at its last row',
    files: async () => ({
      '1.png': await goodPicture(),
      '2.png': Buffer.concat([await goodPicture(), Buffer.from('2')]),
      'a.csv': `image,text\n${'1.png,word\n'.repeat(1_000_001)}`,
      'b.jsonl': '{"image":"2.png","text":"word"}\n'.repeat(1_000_001),
    }),
    reported: { 'a.csv': 'table_broken', 'b.jsonl': 'table_broken' },
  },
]
