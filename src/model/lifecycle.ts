import type { AuditLine } from './audit.ts'
import type { CorpusState } from './corpus.ts'
import type { Source } from './source.ts'

/** What applies to a corpus as a whole. */
export type Standing = { state: CorpusState; embargoUntilMs: number | null }

/** A corpus, one of its sources, or one item: `id` names a source or an item. */
export type Extent = { is: 'corpus' | 'source' | 'item'; corpus: string; id: string }

/** Some items of an extent, in the order of their ids, and those of their pictures that no other item has. */
export type Piece = { itemIds: readonly string[]; mediaIds: readonly string[] }

/** A document that describes one extent alone, and its bytes, if no other document has them. */
export type LooseDocument = { path: string; fileId: string | null }

/**
 * Takes corpora, sources and items out of what is shown, and out of the store. What is not of the organisation
 * that is given is neither found nor changed.
 */
export type Lifecycle = {
  /** Changes whether a corpus is shown, and writes the line in one commit. */
  changeStanding(
    organisation: string,
    corpus: string,
    standing: Standing,
    line: AuditLine,
  ): Promise<void>
  /** The first thousand sources of a corpus with that origin. */
  sourcesFrom(organisation: string, corpus: string, origin: string): Promise<Source[]>
  /**
   * Drops one item, or a source with all its items, including those that a later import brings, and writes
   * the line in the same commit. Pairs they were in are dissolved. A corpus is not dropped but changes its
   * standing.
   */
  drop(organisation: string, extent: Extent, line: AuditLine): Promise<void>
  /**
   * Drops items of a corpus that what an import brings replaces, some at a time. Pairs they were in are dissolved. The
   * audit has no line for it.
   */
  dropItems(organisation: string, corpus: string, itemIds: readonly string[]): Promise<void>
  /** The next items of an extent, starting after `after`; null at the end. */
  nextPiece(
    organisation: string,
    extent: Extent,
    after: string,
    limit: number,
  ): Promise<Piece | null>
  /** Forgets pictures and texts of items whose bytes are gone, and drops the items. */
  emptyItems(organisation: string, itemIds: readonly string[]): Promise<void>
  /** The documents that describe nothing but this extent, starting after the path `after`. */
  looseDocuments(
    organisation: string,
    extent: Extent,
    after: string,
    limit: number,
  ): Promise<LooseDocument[]>
  /** Forgets a document whose bytes are gone. */
  forgetDocument(organisation: string, corpus: string, path: string): Promise<void>
  /**
   * Forgets up to this many items of a corpus with everything that visitors said about them, and returns how
   * many there were.
   */
  forgetItems(organisation: string, corpus: string, limit: number): Promise<number>
  /**
   * Forgets a corpus without items, with its sources, and writes the line in one commit. Of the answers given
   * in it, the verdicts stay, because sites read them, and nothing of what was typed.
   */
  forgetCorpus(organisation: string, corpus: string, line: AuditLine): Promise<void>
}
