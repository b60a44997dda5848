import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importFolder } from './import.ts'
import { importInto, lendFolder, lendPicture, lendWorld, skippedLines } from './lent-world.ts'

type Region = { id?: string; at: string; text?: string; conf?: string; words?: Region[] }

const equiv = ({ text = '', conf }: Region): string =>
  `<TextEquiv${conf ? ` conf="${conf}"` : ''}><Unicode>${text}</Unicode></TextEquiv>`

const part = (name: string, region: Region): string =>
  `<${name} id="${region.id ?? ''}"><Coords points="${region.at}"/>${(region.words ?? [])
    .map((word) => part('Word', word))
    .join('')}${equiv(region)}</${name}>`

const page = (lines: Region[], { name = '1.png', width = 1000, height = 1000 } = {}): string =>
  `<PcGts><Page imageFilename="${name}" imageWidth="${width}" imageHeight="${height}"><TextRegion>${lines
    .map((line) => part('TextLine', line))
    .join('')}</TextRegion></Page></PcGts>`

const at = (x: number, y: number, width = 200, height = 40): string =>
  `${x},${y} ${x + width},${y} ${x + width},${y + height} ${x},${y + height}`

const pageOf = (id: string): string => page([{ id, at: at(0, 0), text: 'one line', conf: '0.9' }])

const picture = lendPicture(1000, 1000)
const kept = (world: ReturnType<typeof lendWorld>) =>
  [...world.items.values()].map(({ status, stage, level, label }) => [status, stage, level, label])

const statusOf = async (id: string, as: 'auto' | 'known' | 'unknown') => {
  const world = lendWorld()
  await importInto(world, { '1.png': picture, '1.xml': pageOf(id) }, { as })
  return kept(world).map(([status, , , label]) => [status, label])[0]
}

describe('an import of pages', () => {
  test('asks short lines, and keeps long, wide and untypeable ones without a picture', async () => {
    const world = lendWorld()
    const report = await importInto(world, {
      '1.png': picture,
      '1.xml': page([
        { at: at(0, 0), text: 'short line' },
        { at: at(0, 100), text: 'a line that is far too long to be typed' },
        { at: at(0, 200), text: 'ꝑ deum' },
        { at: at(0, 300) },
        { at: at(0, 400, 800, 40) },
      ]),
    })
    assert.deepEqual(kept(world), [
      ['known', 'open', 'line', 'short line'],
      ['known', 'waiting', 'line', 'a line that is far too long to be typed'],
      ['known', 'unfit', 'line', 'ꝑ deum'],
      ['unknown', 'open', 'line', null],
      ['unknown', 'waiting', 'line', null],
    ])
    const pictures = [...world.items.values()].map(({ pictureId }) => pictureId !== null)
    assert.deepEqual(pictures, [true, false, false, true, false])
    assert.deepEqual(report.items, { known: 1, doubtful: 0, unknown: 1 })
    assert.deepEqual([report.pages, report.waiting, report.unfit, report.added], [1, 2, 1, 5])
  })

  test('keeps a page in one commit, after its pictures', async () => {
    const world = lendWorld()
    const lines = [
      { at: at(0, 0), text: 'one' },
      { at: at(0, 100), text: 'two' },
    ]
    await importInto(world, { '1.png': picture, '1.xml': page(lines) })
    assert.deepEqual(world.deeds.toSorted(), [
      'addCorpus',
      'addSource',
      'cut',
      'cut',
      'open',
      'put',
      'put',
    ])
    assert.equal(world.deeds.at(-1), 'addSource')
  })

  test('adds nothing, cuts nothing and decodes nothing the second time', async () => {
    const world = lendWorld()
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'one line' }]) }
    const first = await importInto(world, files)
    world.deeds.length = 0
    const second = await importInto(world, files)
    assert.deepEqual(world.deeds, [])
    assert.deepEqual([first.added, second.added], [1, 0])
    assert.deepEqual(second.items, first.items)
  })

  test('adds only the lines that a file has gained', async () => {
    const world = lendWorld()
    const line = { at: at(0, 0), text: 'one line' }
    await importInto(world, { '1.png': picture, '1.xml': page([line]) })
    const more = page([line, { at: at(0, 100), text: 'and more' }])
    const report = await importInto(world, { '1.png': picture, '1.xml': more })
    assert.deepEqual([report.added, report.items.known], [1, 2])
  })

  test('takes a line once from several files: the surest, then the one with the shorter name', async () => {
    const world = lendWorld()
    const report = await importInto(world, {
      '1.png': picture,
      '1.xml': page([{ at: at(0, 0), text: 'as it stands' }]),
      '1.normal.xml': page([{ at: at(2, 1), text: 'as it is put' }]),
      '0.xml': page([
        { at: at(1, 1), text: 'as guessed', conf: '0.4' },
        { at: at(0, 99), text: 'guess', conf: '0.4' },
      ]),
    })
    assert.deepEqual(kept(world), [
      ['known', 'open', 'line', 'as it stands'],
      ['doubtful', 'open', 'line', 'guess'],
    ])
    assert.deepEqual(skippedLines(report), ['1.normal.xml other_text 1', '0.xml other_text 1'])
  })

  test('leaves a line to the words of another file', async () => {
    const world = lendWorld()
    const words = [
      { at: at(0, 0, 90), text: 'zwei' },
      { at: at(100, 0, 100), text: 'Wörter' },
    ]
    const report = await importInto(world, {
      '1.png': picture,
      'lines/1.xml': page([{ at: at(0, 0), text: 'zwei Wörter' }]),
      'words/1.xml': page([{ at: at(0, 0), text: 'zwei Wörter', words }]),
    })
    assert.deepEqual(
      kept(world).map(([, , level, label]) => [level, label]),
      [
        ['word', 'zwei'],
        ['word', 'Wörter'],
      ],
    )
    assert.deepEqual(skippedLines(report), ['lines/1.xml line_read_by_words 1'])
  })

  test('takes the confidence left on corrected lines for nothing', async () => {
    assert.deepEqual(await statusOf('l1', 'auto'), ['doubtful', 'one line'])
    assert.deepEqual(await statusOf('eSc_line_1', 'auto'), ['known', 'one line'])
    assert.deepEqual(await statusOf('l1', 'known'), ['known', 'one line'])
    assert.deepEqual(await statusOf('eSc_line_1', 'unknown'), ['unknown', null])
  })

  test('scales a page to its picture, and leaves it where the proportions differ', async () => {
    const world = lendWorld()
    const lines = [{ at: at(400, 400, 800, 160), text: 'scaled' }]
    const report = await importInto(world, {
      '1.png': picture,
      '1.xml': page(lines, { width: 4000, height: 4000 }),
      '2.png': lendPicture(1000, 1000, 'other'),
      '2.xml': page(lines, { name: '2.png', width: 4000, height: 5000 }),
    })
    assert.deepEqual(
      [...world.items.values()].map(({ box }) => box),
      [{ x: 100, y: 100, width: 200, height: 40 }],
    )
    assert.deepEqual(skippedLines(report), ['2.xml dimension_mismatch 1'])
  })

  test('leaves out boxes that cannot be shown, each with its reason', async () => {
    const world = lendWorld()
    const places = [at(0, 0, 200, 7), at(0, 0, 900, 900), at(-190, 0), at(-50, 100), at(5, 5, 0, 5)]
    const lines = places.map((place) => ({ at: place, text: 'some text' }))
    const report = await importInto(world, { '1.png': picture, '1.xml': page(lines) })
    assert.deepEqual(
      [...world.items.values()].map(({ box }) => box),
      [{ x: 0, y: 100, width: 150, height: 40 }],
    )
    assert.deepEqual(skippedLines(report), [
      '1.xml no_size 1',
      '1.xml too_small 1',
      '1.xml too_large 1',
      '1.xml outside 1',
    ])
  })

  test('takes the same picture under two names as one', async () => {
    const world = lendWorld()
    const report = await importInto(world, {
      'a.png': picture,
      'a.xml': page([{ at: at(0, 0), text: 'first' }], { name: 'a.png' }),
      'b.png': picture,
      'b.xml': page(
        [
          { at: at(0, 0), text: 'other' },
          { at: at(0, 90), text: 'third' },
        ],
        { name: 'b.png' },
      ),
    })
    assert.deepEqual(
      kept(world).map(([, , , label]) => label),
      ['first', 'third'],
    )
    assert.equal(world.sources.size, 1)
    assert.deepEqual(skippedLines(report), ['b.png picture_repeated 1', 'b.xml other_text 1'])
  })

  test('tells of each file that cannot be used, and takes the rest', async () => {
    const world = lendWorld()
    const line = [{ at: at(0, 0), text: 'one line' }]
    const report = await importInto(world, {
      '1.png': picture,
      '1.xml': page(line),
      'bomb.xml': '<!DOCTYPE a [<!ENTITY b "c">]><PcGts/>',
      'broken.png': 'no picture',
      'broken.xml': page(line, { name: 'broken.png' }),
      'cut.png': lendPicture(1000, 1000, 'cut'),
      'cut.xml': page(line, { name: 'cut.png' }).slice(0, -20),
      'empty.png': lendPicture(1000, 1000, 'empty'),
      'empty.xml': page([], { name: 'empty.png' }),
      'half.xml': '<PcGts><Page imageFilename="gone.png">',
      'lonely.png': lendPicture(1000, 1000, 'lonely'),
      'lost.xml': page(line, { name: 'gone.png' }),
      'svg.png': '<svg/>',
      'README.md': 'Read me.',
      'NOTES.md': 'Note me.',
    })
    assert.equal(report.added, 1)
    assert.deepEqual(skippedLines(report).toSorted(), [
      'NOTES.md and 1 more other_file 2',
      'bomb.xml xml_broken 1',
      'broken.png picture_unusable 1',
      'cut.xml xml_broken 1',
      'empty.xml no_text_regions 1',
      'half.xml xml_broken 1',
      'lonely.png picture_without_truth 1',
      'lost.xml picture_missing 1',
      'svg.png picture_unusable 1',
    ])
  })

  test('keeps nothing on a dry run, and counts the same', async () => {
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'one line' }]) }
    const dry = lendWorld()
    const report = await importInto(dry, files, { dryRun: true })
    assert.deepEqual(dry.deeds, ['open'])
    const { seconds: _, ...wet } = await importInto(lendWorld(), files)
    assert.deepEqual({ ...report, seconds: undefined }, { ...wet, seconds: undefined })
  })

  test('makes the corpus in the script and direction of its texts', async () => {
    const world = lendWorld()
    const files = { '1.png': picture, '1.xml': page([{ at: at(0, 0), text: 'المسئلة' }]) }
    await importInto(world, files, { language: 'ar' })
    const corpus = await world.records.findCorpus('letters')
    assert.deepEqual(
      [corpus?.kind, corpus?.script, corpus?.direction, corpus?.language],
      ['transcription', 'Arab', 'rtl', 'ar'],
    )
  })

  test('says how far it is', async () => {
    const seen: string[] = []
    const onProgress = ({ done, total, name }: { done: number; total: number; name: string }) =>
      void seen.push(`${done}/${total} ${name}`)
    await importInto(lendWorld(), { '1.png': picture, '1.xml': page([]) }, { onProgress })
    assert.deepEqual(seen, ['0/1 1.png', '1/1 '])
  })
})

describe('an import is refused', () => {
  const order = {
    folder: lendFolder({}),
    corpus: 'letters',
    licence: 'CC-BY-4.0',
    credit: 'City archive',
    creditUrl: null,
    language: null,
    as: 'auto',
    allowRestricted: false,
    dryRun: false,
  } as const
  const cases: [string, Partial<typeof order> | { [key: string]: unknown }, RegExp][] = [
    ['without a licence', { licence: ' ' }, /which licence/],
    ['with a non-commercial licence', { licence: 'CC-BY-NC-4.0' }, /NC or ND/],
    ['with a licence that nobody knows', { licence: 'CC-BY-BC' }, /not a licence that is known/],
    ['without a credit', { credit: '' }, /whom to credit/],
    ['without a name', { corpus: '' }, /has a name/],
  ]
  for (const [name, wish, reason] of cases)
    test(name, async () => {
      const refusal = await importFolder({ ...order, ...wish }, lendWorld())
      assert.ok('refused' in refusal)
      assert.match(refusal.refused, reason)
    })

  test('but not when restricted licences are allowed', async () => {
    const wish = { licence: 'CC-BY-NC-4.0', allowRestricted: true }
    assert.ok(!('refused' in (await importFolder({ ...order, ...wish }, lendWorld()))))
  })
})
