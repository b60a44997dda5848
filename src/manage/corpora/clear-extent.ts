import type { Extent } from '../../model/lifecycle.ts'
import type { Context } from '../context.ts'

const itemsAtOnce = 500
const documentsAtOnce = 100

/** What was taken from disk. */
export type Cleared = { items: number; pictures: number; documents: number }

/**
 * Takes from disk what an extent of an organisation alone has: pictures, the archive's own files, and texts. What another
 * corpus has too stays with that one. One that was stopped goes on where it is called again.
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
    // The bytes first: a row that names none is done again, bytes that no row names are lost sight of.
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
