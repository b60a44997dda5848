import type { Answer, Label, Verdict } from './challenge.ts'
import type { Corpus } from './corpus.ts'
import type { Box, Document, Item, ItemStatus, Role, Source } from './item.ts'
import type { AuditLine, Secret } from './secret.ts'
import type { Site } from './site.ts'

/** Milliseconds since 1970, an argument so that tests own the time. */
export type Clock = () => number

/** That many unpredictable bytes. */
export type Random = (sizeBytes: number) => Buffer

/** What sort of ticket: one name space each. */
export type TicketKind = 'challenge' | 'token' | 'lock'

/** Any state that lives minutes and is taken once. */
export type Ticket = { kind: TicketKind; id: string; body: string; expiresAtMs: number }

/** Keeps tickets. Every promise is kept only when the change would outlive a kill. */
export type Tickets = {
  /** Rejects where one of that name lies there, also an expired one that no sweep has forgotten. */
  put(ticket: Ticket): Promise<void>
  /** Reads without spending; null when absent or expired. */
  peek(kind: TicketKind, id: string): Promise<string | null>
  /** Reads and forgets in one step: of any number of takers, in any process, one gets it. */
  take(kind: TicketKind, id: string): Promise<string | null>
  /** Forgets what has expired and says how many. */
  sweep(): Promise<number>
}

/**
 * Which items to draw for a challenge. `label` narrows to one class, or to all others; an unknown item is of
 * the class it was given when it moved up from the queue.
 */
export type Draw = {
  corpus: string
  role: Role
  count: number
  label?: { is: string } | { isNot: string }
  /** Take items that were shown as often as allowed, where no fresh ones are left. */
  retired: boolean
  /** Where in the shuffled order to begin, from 0 to 1. */
  from: number
}

/** An item as it is drawn, with the credit of its source. */
export type DrawnItem = {
  id: string
  pictureId: string
  status: ItemStatus
  label: string | null
  box: Box
  /** It is known, and plays the unknown, so that the engine is measured. */
  isCanary: boolean
  licence: string
  credit: string
  creditUrl: string | null
}

/** On what terms a source may be shown. */
export type Rights = { licence: string; credit: string; creditUrl: string | null }

/** How often an item may be shown in each role before it retires. */
export type ExposureCaps = { known: number; unknown: number }

/** How one showing is counted; `rank` is the item's new place in the shuffled order, from 0 to 1. */
export type Exposure = { itemId: string; role: Role; rank: number }

/** Names an answer by its challenge, its site and the contract it came in by. */
export type AnswerName = Pick<Answer, 'contract' | 'sitekey' | 'challengeId'>

/** How long a verdict can be read by the site, and how often. */
export type ReadRule = { ttlMs: number; rereadMs: number; readsMax: number }

/** Counts of a corpus. */
export type CorpusCounts = {
  sources: number
  known: number
  doubtful: number
  unknown: number
  waiting: number
  unfit: number
  retired: number
  /** Reported by visitors, and waiting for a review. */
  reported: number
  /** Not to be shown again. */
  dropped: number
  answers: number
  labels: number
}

/** Keeps what is kept. Every promise is kept only when the change would outlive a kill. */
export type Records = {
  /**
   * Adds a site, and in the same commit its first secret and the line; one of that sitekey is left as it
   * is, and then nothing else is kept either. Says whether it is new.
   */
  addSite(site: Site, first?: { secret?: Secret; line: AuditLine }): Promise<boolean>
  /**
   * Replaces what is kept of a site, takes the secrets of these ids along to its organisation, and writes
   * the line, in one commit. Says whether there was one; where not, no line is written.
   */
  changeSite(site: Site, line: AuditLine, secretIds?: readonly string[]): Promise<boolean>
  findSite(sitekey: string): Promise<Site | null>
  /** The first ten thousand sites. */
  listSites(): Promise<Site[]>
  /**
   * Forgets a site, and in the same commit ends secrets and writes the line. Says whether there was one;
   * where not, no line is written.
   */
  removeSite(sitekey: string, last?: { end: SecretEnd; line: AuditLine }): Promise<boolean>

  /** Adds a corpus; one of that name is left as it is. */
  addCorpus(corpus: Corpus): Promise<void>
  findCorpus(name: string): Promise<Corpus | null>
  /**
   * Says anew when readings of a corpus are accepted and how its texts are compared, says that its fit
   * is stale, so that all is settled anew, and writes the line, in one commit.
   */
  changeRules(
    corpus: string,
    rules: Pick<Corpus, 'stopRules' | 'textPolicy'>,
    line: AuditLine,
  ): Promise<void>
  /** The first thousand corpora by name. */
  listCorpora(): Promise<Corpus[]>
  countCorpus(name: string): Promise<CorpusCounts>

  /**
   * Adds a source and its items in one commit. An item that is there already takes over another status,
   * label, confidence or place in its line with its stage where the status is as certain or more (known, doubtful, unknown in
   * this order), and a picture where it had none; a retired one comes back only with another label. All
   * else stays. Says how many items are new and how many took something over.
   */
  addSource(source: Source, items: readonly Item[]): Promise<{ added: number; revised: number }>
  /** Corrects whom a source is to be credited to and on what terms; says whether that changed anything. */
  correctRights(sourceId: string, rights: Rights): Promise<boolean>
  /** All items of a source, by their ids, so that a second import finds them. */
  itemsOfSource(sourceId: string): Promise<Item[]>
  findItem(id: string): Promise<Item | null>
  /** Items of a corpus whose region in the archive's own file has that name, in the order of their ids. */
  itemsOfRegion(corpus: string, region: string, limit: number): Promise<Item[]>
  /** Sources of a corpus in the order of their ids, those behind `after`. */
  listSources(corpus: string, after: string, limit: number): Promise<Source[]>
  /**
   * Keeps what is known of a file of the archive, and that it tells of a source; what an earlier import found
   * under the same path gives way.
   */
  keepDocument(document: Document, sourceId?: string): Promise<void>
  /** Documents of a corpus in the order of their paths, those behind `after`. */
  listDocuments(corpus: string, after: string, limit: number): Promise<Document[]>

  drawItems(draw: Draw): Promise<DrawnItem[]>
  countExposures(exposures: readonly Exposure[], caps: ExposureCaps): Promise<void>

  /** Keeps an answer with its verdict and the labels it carried, all or nothing. */
  keepAnswer(answer: Answer, labels: readonly Label[]): Promise<void>
  /** Says whether a challenge of the site has been answered, however long ago. */
  hasAnswer(sitekey: string, challengeId: string): Promise<boolean>
  /**
   * Reads a verdict for its site, counting the reading of a pass; null when absent, foreign, old, spent, or
   * of an answer that came in by another contract.
   */
  readVerdict(of: AnswerName, rule: ReadRule): Promise<Verdict | null>
  listLabels(corpus: string, limit: number): Promise<Label[]>

  /** The salt of a day (days since 1970), the same for all processes; older ones are forgotten for good. */
  saltOfDay(day: number, fresh: string): Promise<string>
  /** Forgets the salts of the days before, whether or not anybody came since. */
  forgetSalts(beforeDay: number): Promise<void>
  /** A key of the service itself, drawn once and the same for all processes. */
  keyOf(name: string, fresh: string): Promise<string>
  /** Throws when the store does not answer or nothing can be written to it. */
  check(): Promise<void>
}

/** Ends these at a time, unless they end before. */
export type SecretEnd = { ids: readonly string[]; atMs: number }

/** What is done to secrets in one commit, with the line that tells of it. */
export type SecretChange = {
  add?: Secret
  end?: SecretEnd
  /** The sites one is good for from now on. */
  assign?: { id: string; sitekeys: readonly string[] }
  line: AuditLine
}

/** Keeps the siteverify secrets, as hashes, and the audit of what was done to them. */
export type Secrets = {
  /** The secret of that hash, expired or not. */
  find(sha256: string): Promise<Secret | null>
  /** The secret of that id, expired or not. */
  findById(id: string): Promise<Secret | null>
  /** Those of an organisation, or all: first the living ones, then the expired, each the newest first; ten thousand. */
  list(organisation: string | null): Promise<Secret[]>
  change(change: SecretChange): Promise<void>
  /** The latest lines of the audit, the newest first. */
  listAudit(limit: number): Promise<AuditLine[]>
}

/** Counts what happens within a window of time. */
export type Counters = {
  /** Counts one and says how many it makes since the window began; a window begins with the first. */
  add(key: string, windowMs: number): Promise<number>
  /** Forgets windows that are over and says how many. */
  sweep(): Promise<number>
}

/** Keeps the archive's own files as they came, by the SHA-256 of their bytes. */
export type Files = {
  /** Keeps the bytes and gives their id; the same bytes are kept once. */
  put(bytes: Uint8Array): Promise<string>
  /**
   * Keeps several pieces together, all or none of them where they are up to a thousand and 64 MB, at the
   * price of one, and gives their ids in the same order. The same list is kept once.
   */
  putAll(list: readonly Uint8Array[]): Promise<string[]>
  get(id: string): Promise<Buffer | null>
  /** Forgets the bytes of that id, whoever else put the same; says nothing where there are none. */
  remove(id: string): Promise<void>
  /** Throws when files cannot be read or written. */
  check(): Promise<void>
}

/** Keeps cut pictures; those of one page are put together. */
export type Pictures = Files
