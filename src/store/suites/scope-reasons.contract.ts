import type { Database } from '../../model/store.ts'

/** Methods by their noun, apart by spaces. */
type Methods = Readonly<Record<string, string>>

/**
 * Methods that take no organisation though management calls them, by the reason. `test/architecture.test.ts`
 * holds management to these.
 */
const managed: Readonly<Record<string, Methods>> = {
  'who may see or change an organisation is for the use case to say': {
    organisations: 'add find findByName list rename remove',
  },
  'what is added names its organisation': { sites: 'add addAll', corpora: 'add' },
  'a name is of one corpus in all organisations': { corpora: 'find' },
  'a sitekey and a private id are of one site, and a secret of one organisation': {
    sites: 'isKnown hasPrivateId',
    secrets: 'isKnown',
  },
  'the operator acts for all organisations, and the number of jobs has one limit': {
    secrets: 'listWholeAudit',
    jobs: 'listAll',
  },
  'the operator sees what is used of the limits of all sites': { allowances: 'fillsOf' },
  'bytes go by their hash, which nobody knows but from an item or a document': {
    pictures: 'put putAll get remove check',
    files: 'put putAll get remove check',
  },
  'a job tells for whom it was asked, and its corpus may not be there yet': {
    jobs: 'request find cancel',
  },
  'the lock and the turn are of the whole store': {
    tickets: 'put claim extend peek take sweep',
    jobs: 'takeTurn wantTurn findTurn leaveTurn',
  },
}

/** Methods that the service alone calls, by the reason that it has no organisation. */
const unmanaged: Readonly<Record<string, Methods>> = {
  'a request names a site, a secret, a challenge, an item or a network': {
    sites: 'find',
    secrets: 'find',
    classNames: 'find',
    items: 'find',
    answers: 'keep keepVerdict has readVerdict',
    reports: 'keepReport weighAgain',
    variants: 'give findAll',
    demand: 'add',
    wayCounts: 'add',
    pool: 'hasAnswered answeredBy',
    counters: 'add read sweep takeOff',
    allowances: 'draw charge sweep',
    keys: 'of',
    salts: 'ofDay forget',
  },
  'a challenge is drawn from a corpus that its site may serve': {
    exposures: 'draw find moveOn',
    pairs:
      'nextPairs findPair moveOn looseItems countLoose unlookedItems keepLooks lookedItems countAsking keepUnlike countTexts slices setSlices moveToSlice addPairs sparePairs dissolve',
    queue: 'moveUp holdBackNew holdBack',
  },
  'the engine works on a whole corpus that it was handed': {
    readings: 'keep damagedOf listKept settlement listMarks listTouched',
    fits: 'keep markStale countMarks setStanding lastTime findDraft keepDraft readDraftPart forgetDraftParts forgetDraft',
    pool: 'move moveBack retire rest wake markCanaries nextCanaries relieveCanaries releaseCanaries countUnread listUnsettled refreshed keepRefreshed',
  },
  'jobs are over the corpora of all organisations': {
    corpora: 'listAll',
    sources: 'sweep',
    jobs: 'planForCorpora planForStore listDue take takeNow renew end forgetEnded',
    variants: 'listUnstocked countReady add sweep',
    demand: 'listSince sweep',
    wayCounts: 'sweep',
    answers: 'sweep',
  },
}

function namesOf(reasons: Readonly<Record<string, Methods>>): string[] {
  return Object.values(reasons).flatMap((nouns) =>
    Object.entries(nouns).flatMap(([noun, methods]) =>
      methods.split(' ').map((method) => `${noun}.${method}`),
    ),
  )
}

/** The methods, as `noun.method`, that the service alone calls, without an organisation. */
export const serviceMethods: readonly string[] = namesOf(unmanaged)

/** All methods, as `noun.method`, that take no organisation for a reason. */
export const globalMethods: readonly string[] = [...namesOf(managed), ...serviceMethods]

/** All methods of a database, as `noun.method`. */
export function methodsOf(database: Database): string[] {
  return Object.entries(database).flatMap(([noun, contract]) =>
    typeof contract === 'object' ? Object.keys(contract).map((method) => `${noun}.${method}`) : [],
  )
}
