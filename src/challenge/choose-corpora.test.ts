import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { corpus } from '../store/suites/examples.contract.ts'
import type { Corpus } from '../model/corpus.ts'
import { demoParts } from '../model/demonstration.ts'
import { chooseCorpora } from './choose-corpora.ts'
import { kinds } from '../kinds/kinds.ts'

function make(name: string, language: string, change: Partial<Corpus> = {}): Corpus {
  return {
    ...corpus,
    name,
    language,
    ...change,
  }
}

const arabic = make('ar', 'ar', { script: 'Arab', direction: 'rtl' })
const french = make('fr', 'fr')
const german = make('de', 'de-DE')
const undetermined = make('und', 'und')

async function firsts(
  corpora: readonly Corpus[],
  languages: readonly string[],
  times = 300,
): Promise<Record<string, number>> {
  const context = {
    corpora: { list: async () => [...corpora] },
    clock: () => 1_000,
    random: randomBytes,
    kinds,
  }
  const counts: Record<string, number> = {}
  for (let n = 0; n < times; n += 1) {
    const [first] = await chooseCorpora(
      context,
      { sitekey: 'a site', organisation: 'main', corpora: [] },
      languages,
    )
    if (first) counts[first.name] = (counts[first.name] ?? 0) + 1
  }
  return counts
}

test('a corpus in a language the visitor reads mostly comes first, and others now and then', async () => {
  const { de = 0, fr = 0 } = await firsts([french, german], ['de-AT', 'en'])
  assert.ok(de > 210 && fr > 5, `${de} and ${fr} of 300`)
})

test('a script that the visitor cannot type comes last, and first if the visitor writes it', async () => {
  assert.deepEqual(await firsts([french, arabic], ['fr']), { fr: 300 })
  const { ar = 0 } = await firsts([french, arabic], ['ar-EG'])
  assert.ok(ar > 210, `${ar} of 300`)
})

test('an unspecified language is nobody’s language', async () => {
  const { und = 0 } = await firsts([undetermined, french], ['en', 'und', 'not a tag'])
  assert.ok(und > 90 && und < 210, `${und} of 300`)
})

test('the only corpus of a site is asked of everybody', async () => {
  assert.deepEqual(await firsts([arabic], ['ja'], 5), { ar: 5 })
  assert.deepEqual(await firsts([arabic], [], 5), { ar: 5 })
})

test('what is paused, embargoed or taken down is left out, and an embargo that is over is not', async () => {
  const hidden = [
    make('paused', 'fr', { state: 'paused' }),
    make('down', 'fr', { state: 'taken down' }),
    make('later', 'fr', { embargoUntilMs: 1_001 }),
  ]
  assert.deepEqual(await firsts(hidden, ['fr'], 5), {})
  assert.deepEqual(await firsts([make('over', 'fr', { embargoUntilMs: 1_000 })], ['fr'], 5), {
    over: 5,
  })
})

// A site without a list of corpora served the words of the demonstration.
test('the corpora of the demonstration are for its own sites alone, whatever a site lists', async () => {
  const { words, pictures } = demoParts
  const context = {
    corpora: { list: async () => [make(words.corpus, 'en'), french] },
    clock: () => 1_000,
    random: randomBytes,
    kinds,
  }
  const namesFor = async (sitekey: string, corpora: string[]): Promise<string[]> =>
    (await chooseCorpora(context, { sitekey, organisation: 'main', corpora }, [])).map(
      ({ name }) => name,
    )
  assert.deepEqual(await namesFor('a site', []), ['fr'])
  assert.deepEqual(await namesFor('a site', [words.corpus, pictures.corpus]), [])
  assert.deepEqual(await namesFor(words.sitekey, [words.corpus]), [words.corpus])
})
