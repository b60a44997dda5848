import type { Corpus } from '../../model/corpus.ts'
import type { Folder } from '../../model/folder.ts'
import { kindNamed, type FileContent } from '../../kinds/kind.ts'
import type { ImportSession, ImportOrder, ImportContext } from '../import/session.ts'
import { importPicture } from '../import/picture.ts'
import { makeCorpus } from '../import/make-corpus.ts'
import { refusalOf } from '../import/refuse.ts'
import type { SkipList } from '../import/skips.ts'
import type { ImportTally } from '../import/tally.ts'
import { strictestOf, type FoundRights } from './rights.ts'
import type { Loader, Shelved, ShelvedPicture } from './loader.ts'
import { annotatedPicturesOf, type AnnotatedPicture } from './annotated-pictures.ts'
import { manifestsFrom, type FoundManifest } from './walk.ts'

/** An order whose licence and credit may be empty; then those of each manifest apply. */
export type IiifOrder = Omit<ImportOrder, 'folder'>

/** What a IIIF import uses. */
export type IiifSession = {
  order: IiifOrder
  context: ImportContext
  loader: Loader
  skips: SkipList
  tally: ImportTally
  /** The documents that were read before. */
  been?: Set<string>
}

type Run = IiifSession & {
  corpus: Corpus | null
  /** Pictures held back until the kind of the corpus is known. */
  waiting: { picture: AnnotatedPicture; of: FoundManifest; order: IiifOrder }[]
  /** How many of them have a reading. */
  sampled: number
  /** The manifest that was stored last. */
  kept: string
  /** Why the last pictures in a row could not be fetched. */
  missed: string[]
}

const sampleMax = 20
const waitingMax = 1_000
/** After this many failures in a row, a host is given up. */
const missedMax = 20

/** How a IIIF import ended; `refused` is the last thing that a manifest's rights did not allow. */
export type IiifEnd = {
  /** How many manifests were imported. */
  taken: number
  refused: string | null
  isStopped: boolean
  missed: string | null
}

/** Imports every manifest that a document leads to, picture by picture. */
export async function importIiif(start: Shelved, session: IiifSession): Promise<IiifEnd> {
  const { order, context } = session
  const corpus = await context.corpora.findOf(order.organisation, order.corpus)
  const run: Run = { ...session, corpus, waiting: [], sampled: 0, kept: '', missed: [] }
  let refused: string | null = null
  let taken = 0
  for await (const of of manifestsFrom(start, session)) {
    const terms = termsOf(order, of.manifest.rights)
    const sentence = refusalOf(terms)
    if (sentence) {
      const { statement } = of.manifest.rights
      refused = statement === '' ? sentence : `${sentence} The manifest says “${statement}”.`
      session.skips.add({ what: of.file.address, code: 'rights_not_open', detail: refused })
    } else {
      taken += 1
      await importManifest(of, terms, run)
    }
    if (isOver(run)) break
  }
  await settle(run)
  const missed = run.missed.length >= missedMax ? (run.missed.at(-1) ?? null) : null
  return { taken, refused, isStopped: order.isStopped?.() === true, missed }
}

/** Why a IIIF import does not count as done, if it does not. */
export function stoppedBy(
  { taken, refused, isStopped, missed }: IiifEnd,
  { pages }: { pages: number },
): { refused: string } | null {
  const goesOn = `${pages} pictures are kept whole, and the same command goes on from there.`
  if (isStopped) return { refused: `Stopped: ${goesOn}` }
  if (missed !== null)
    return {
      refused: `Stopped, since picture after picture cannot be fetched (${missed}): ${goesOn}`,
    }
  return refused !== null && taken === 0 ? { refused } : null
}

function isOver({ order, missed }: Run): boolean {
  return missed.length >= missedMax || order.isStopped?.() === true
}

// The operator's word takes precedence over the manifest's.
function termsOf(order: IiifOrder, rights: FoundRights): IiifOrder {
  return {
    ...order,
    licence: order.licence || rights.licence,
    credit: order.credit || rights.credit || rights.statement,
  }
}

async function importManifest(of: FoundManifest, order: IiifOrder, run: Run): Promise<void> {
  const total = of.manifest.canvases.length
  const name = of.manifest.label || of.file.address
  let done = 0
  for await (const picture of annotatedPicturesOf(of, run)) {
    if (isOver(run)) return
    order.onProgress?.({ done: Math.min(done, total), total, name })
    done += 1
    const rights = strictestOf(picture.canvas.rights, of.manifest.rights)
    const own = termsOf(run.order, rights)
    const terms = { ...own, credit: own.credit || order.credit }
    const refused = refusalOf(terms)
    if (refused)
      run.skips.add({ what: picture.canvas.id, code: 'rights_not_open', detail: refused })
    else await take({ picture, of, order: terms }, run)
  }
}

async function take(one: Run['waiting'][number], run: Run): Promise<void> {
  if (run.corpus) return importOne(one, run.corpus, run)
  run.waiting.push(one)
  run.sampled += hasReading(one.picture) ? 1 : 0
  if (run.sampled >= sampleMax || run.waiting.length >= waitingMax) await settle(run)
}

function hasReading({ plan }: AnnotatedPicture): boolean {
  return contentOf(plan) !== null
}

function contentOf({ truths, readings }: AnnotatedPicture['plan']): FileContent | null {
  if (truths.some(({ truth }) => truth?.pages.some(({ regions }) => regions.length > 0)))
    return 'text'
  return readings.length > 0 ? 'class' : null
}

// The first pictures with a reading decide the kind of the corpus.
async function settle(run: Run): Promise<void> {
  const waiting = run.waiting.splice(0)
  const contents = waiting.map(({ picture }) => contentOf(picture.plan))
  const read = contents.filter((content) => content === 'text').length
  const classed = contents.filter((content) => content === 'class').length
  const texts = waiting.flatMap(({ picture }) => textsOf(picture))
  if (read + classed > 0)
    run.corpus ??= await makeCorpus(
      { content: read >= classed ? 'text' : 'class', texts },
      run.order,
      run.context,
    )
  for (const one of waiting) {
    if (isOver(run)) return
    if (run.corpus) await importOne(one, run.corpus, run)
    else reportWithoutTruth(one.picture, run)
  }
}

function textsOf({ plan }: AnnotatedPicture): string[] {
  return plan.truths
    .flatMap(({ truth }) => truth?.pages ?? [])
    .flatMap(({ regions }) => regions.map(({ text }) => text).filter((text) => text !== null))
}

function reportWithoutTruth({ canvas, plan }: AnnotatedPicture, { skips }: Run): void {
  for (const { path, truth } of plan.truths)
    for (const page of truth?.pages ?? [])
      for (const [code, count] of Object.entries(page.skipped))
        skips.add({ what: path, code: code as keyof typeof page.skipped, count })
  skips.add({ what: canvas.id, code: 'picture_without_truth' })
}

async function importOne(
  { picture: of, of: from, order }: Run['waiting'][number],
  corpus: Corpus,
  run: Run,
): Promise<void> {
  // A picture without a reading is fetched only if it can become an unknown item.
  const kind = kindNamed(run.context.kinds, corpus.kind)
  if (kind.importsFrom === 'text' && contentOf(of.plan) !== 'text')
    return reportWithoutTruth(of, run)
  const picture = await run.loader.picture(of.image, from.file.address)
  if ('fault' in picture) {
    run.skips.add({ what: of.image.id || of.canvas.id, code: 'not_fetched', detail: picture.fault })
    run.missed.push(picture.fault)
    return
  }
  run.missed = []
  await keepDocuments({ picture: of, from }, corpus, run)
  const session: ImportSession = {
    order: { ...order, folder: folderOf(picture, of.files) },
    context: run.context,
    corpus,
    kind,
    hasClasses: kind.importsFrom === 'class',
    skips: run.skips,
    tally: run.tally,
    seen: unseen,
  }
  const canvas = of.kept && { ...of.kept, image: picture.address }
  await importPicture({ path: picture.origin, ...of.plan, ...(canvas ? { canvas } : {}) }, session)
}

// A picture on two canvases finds the first one's items in the store, so nothing is held for it here.
const unseen: ImportSession['seen'] = { get: () => undefined, set: () => undefined }

// Documents with texts are stored with their items; these only name classes or pictures.
async function keepDocuments(
  { picture, from }: { picture: AnnotatedPicture; from: FoundManifest },
  corpus: Corpus,
  run: Run,
): Promise<void> {
  const withTexts = new Set(picture.plan.truths.map(({ path }) => path))
  const others = [...picture.files.values()].filter(({ address }) => !withTexts.has(address))
  for (const file of others) if (file !== from.file) await keepDocument(file, corpus, run)
  if (run.kept !== from.file.address) await keepDocument(from.file, corpus, run)
  run.kept = from.file.address
}

async function keepDocument(
  { address, bytes }: Shelved,
  { name }: Corpus,
  { order, context }: Run,
): Promise<void> {
  if (order.dryRun) return
  const fileId = await context.files.put(bytes)
  await context.documents.keep(order.organisation, {
    corpus: name,
    path: address,
    format: 'IIIF',
    fileId,
    importedAtMs: context.clock(),
  })
}

function folderOf(picture: ShelvedPicture, files: ReadonlyMap<string, Shelved>): Folder {
  return {
    name: picture.origin,
    list: async () => [],
    read: async (path) => {
      const bytes = path === picture.origin ? picture.bytes : files.get(path)?.bytes
      if (!bytes) throw new Error(`${path} is not at hand`)
      return bytes
    },
  }
}
