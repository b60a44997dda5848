/**
 * The corpora and the sites of the demonstration. Their names are the same everywhere, so that two processes
 * that start at once make one demonstration, and no site of an archive ever gets these corpora.
 */
export const demoParts = {
  words: { corpus: 'demo-words', sitekey: '00000000-0000-4000-8000-000000000001' },
  pictures: { corpus: 'demo-pictures', sitekey: '00000000-0000-4000-8000-000000000002' },
  voices: { sitekey: '00000000-0000-4000-8000-000000000003' },
} as const

/** What chance the demonstration is made with. */
export const demoSeed = 1470

/** The languages of the demonstration's voices, as BCP 47 tags. */
export const demoVoices = ['de', 'en', 'es', 'fr', 'it'] as const

/** The corpus of the demonstration's voices in a language. */
export function voicesCorpusOf(language: string): string {
  return `demo-voices-${language}`
}

const corpora: ReadonlySet<string> = new Set([
  demoParts.words.corpus,
  demoParts.pictures.corpus,
  ...demoVoices.map(voicesCorpusOf),
])

/** Says whether a corpus is the demonstration's, whose words belong to nobody. */
export function isDemoCorpus(name: string): boolean {
  return corpora.has(name)
}

/** Says whether a site is the demonstration's. */
export function isDemoSite(given: string): boolean {
  return Object.values(demoParts).some(({ sitekey }) => sitekey === given)
}
