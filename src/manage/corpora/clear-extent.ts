import type { Extent } from '../../model/lifecycle.ts'
import type { Context } from '../context.ts'

const itemsAtOnce = 500
const documentsAtOnce = 100

/** How much was deleted from disk. */
export type Cleared = { items: number; pictures: number; documents: number }

/**
 * Deletes from disk what only this extent has: pictures, the archive's own files, and texts. What another
 * corpus shares is kept. If it was stopped, the next call continues.
 */
export async function clearExtent(
  { store, onProgress }: Pick<Context, 'store' | 'onProgress'>,
  organisation: string,
  extent: Extent,
): Promise<Cleared> {
  const cleared = { items: 0, pictures: 0, documents: 0 }
  let after = ''
  for (;;) {
    const piece = await store.lifecycle.nextPiece(organisation, extent, after, itemsAtOnce)
    if (!piece) break
    // Bytes first: a row without bytes is deleted by the next call, but bytes without a row would never be
    // found.
    for (const id of piece.mediaIds) await store.pictures.remove(id)
    await store.lifecycle.emptyItems(organisation, piece.itemIds)
    after = piece.itemIds.at(-1) ?? ''
    cleared.items += piece.itemIds.length
    cleared.pictures += piece.mediaIds.length
    onProgress({ step: 'clear', done: cleared.items, total: null, name: extent.corpus })
  }
  cleared.documents = await clearDocuments(store, organisation, extent)
  return cleared
}

async function clearDocuments(
  store: Context['store'],
  organisation: string,
  extent: Extent,
): Promise<number> {
  let documents = 0
  let after = ''
  for (;;) {
    const some = await store.lifecycle.looseDocuments(organisation, extent, after, documentsAtOnce)
    for (const { path, fileId } of some) {
      if (fileId !== null) await store.files.remove(fileId)
      await store.lifecycle.forgetDocument(organisation, extent.corpus, path)
      after = path
    }
    documents += some.length
    if (some.length < documentsAtOnce) return documents
  }
}
