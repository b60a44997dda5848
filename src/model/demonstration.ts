/**
 * The corpora and the sites of the demonstration. Their names are the same everywhere, so that two processes
 * that start at once make one demonstration, and no site of an archive ever gets these corpora.
 */
export const demoParts = {
  words: { corpus: 'demo-words', sitekey: '00000000-0000-4000-8000-000000000001' },
  pictures: { corpus: 'demo-pictures', sitekey: '00000000-0000-4000-8000-000000000002' },
} as const

/** Says whether a corpus is the demonstration's, whose words belong to nobody. */
export function isDemoCorpus(name: string): boolean {
  return Object.values(demoParts).some(({ corpus }) => corpus === name)
}

/** Says whether a site is the demonstration's. */
export function isDemoSite(given: string): boolean {
  return Object.values(demoParts).some(({ sitekey }) => sitekey === given)
}
