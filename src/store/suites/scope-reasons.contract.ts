const service = 'the service alone: it knows a sitekey, a token or a challenge, and no organisation'
const beside = 'the work beside the requests, which goes over the corpora of all organisations'
const ofCorpus =
  'reached by the name or an item of a corpus that was found in its organisation; no two have the same'
const ofRecord = 'what is added says itself to whom it belongs'
const operator = 'for the operator of the service, who acts for all organisations'

/** Why a method takes no organisation, by its name, or by its noun for all methods of one. */
const reasons: Readonly<Record<string, string>> = {
  'organisations.add': operator,
  'organisations.find': operator,
  'organisations.findByName': operator,
  'organisations.list': operator,
  'organisations.rename': operator,
  'organisations.remove': operator,
  'sites.add': ofRecord,
  'sites.find': service,
  'secrets.find': service,
  'secrets.listWholeAudit': operator,
  'corpora.add': ofRecord,
  'corpora.find': service,
  'corpora.listAll': beside,
  'classNames.find': service,
  // Bytes go by their own hash, which nobody knows but from an item or a document.
  pictures: ofCorpus,
  files: ofCorpus,
  exposures: service,
  answers: service,
  variants: service,
  keys: service,
  salts: service,
  tickets: service,
  counters: service,
  pairs: beside,
  pool: beside,
  queue: beside,
  scores: beside,
  fits: beside,
  jobs: beside,
  // An import adds to the corpus of the organisation it is for, and an export lists one that was found there.
  'sources.add': ofCorpus,
  'sources.finish': ofCorpus,
  'sources.sweep': beside,
  'sources.correctRights': ofCorpus,
  'sources.list': ofCorpus,
  'documents.keep': ofCorpus,
  'documents.list': ofCorpus,
  'items.ofSource': ofCorpus,
  'items.ofRegion': ofCorpus,
  // The service finds an item by its challenge; management asks for its corpus in the organisation then.
  'items.find': service,
  'readings.keep': beside,
  'readings.damagedOf': beside,
  'readings.listKept': beside,
  'readings.settlement': beside,
  'readings.listMarks': beside,
  'readings.listTouched': beside,
  // Settling walks with these; management asks for an item or a corpus that it found in its organisation.
  'readings.walk': beside,
  'readings.countLabels': beside,
  'readings.find': ofCorpus,
  'readings.findAll': ofCorpus,
  'readings.evidenceOf': ofCorpus,
  // An export asks for the sources and documents of its corpus.
  'readings.ofSource': ofCorpus,
  'readings.ofDocument': ofCorpus,
  'reports.keepReport': service,
  // What clears a disk goes on with the pieces of a corpus that was hidden in its organisation before.
  'lifecycle.nextPiece': ofCorpus,
  'lifecycle.emptyItems': ofCorpus,
  'lifecycle.looseDocuments': ofCorpus,
  'lifecycle.forgetDocument': ofCorpus,
  'lifecycle.forgetItems': ofCorpus,
}

/** Says whether a method, as `noun.method`, takes no organisation for one of these reasons. */
export function isGlobal(method: string): boolean {
  const [noun = ''] = method.split('.')
  return method in reasons || noun in reasons
}
