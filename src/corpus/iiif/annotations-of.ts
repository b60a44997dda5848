import type { SkipList } from '../skips.ts'
import { iiifLimits } from './limits.ts'
import { readIiif, type AnnotationPage, type AnnotationsAt } from './manifest.ts'
import type { Shelf, Shelved } from './shelf.ts'
import { canvasKeyOf, readTargets } from './target.ts'
import { fieldsOf } from './json.ts'

/** Annotations of one document, which goes home with them. */
export type AnnotationsIn = { file: Shelved; annotations: readonly unknown[] }

/** Where annotations are read from, and who is told of what cannot be. */
type Desk = { file: Shelved; shelf: Shelf; skips: SkipList }

/**
 * Reads annotations where they are: in their manifest, or in documents of their own and all pages that
 * follow them. What cannot be read is told of.
 */
export async function* annotationsOf(
  places: readonly AnnotationsAt[],
  desk: Desk,
): AsyncGenerator<AnnotationsIn> {
  const been = new Set<string>()
  for (const { id, embedded } of places) {
    if (embedded) yield { file: desk.file, annotations: embedded }
    else if (!been.has(id)) yield* pagesFrom(id, desk, been)
  }
}

async function* pagesFrom(
  id: string,
  desk: Desk,
  been: Set<string>,
): AsyncGenerator<AnnotationsIn> {
  let next: string | null = id
  let base = desk.file.address
  while (next !== null && next !== '' && been.size < iiifLimits.pagesInSequence) {
    if (been.has(next)) return
    been.add(next)
    const found = await readPage(next, base, desk)
    if (!found) return
    yield { file: found.file, annotations: found.page.annotations }
    base = found.file.address
    next = found.page.next
  }
}

const readPage = async (
  id: string,
  base: string,
  { shelf, skips }: Desk,
): Promise<{ file: Shelved; page: AnnotationPage } | null> => {
  const file = await shelf.document(id, base)
  if ('fault' in file) {
    skips.add({ what: id, code: 'not_fetched', detail: file.fault })
    return null
  }
  const page = readIiif(file.value)
  if ('is' in page && page.is === 'annotations') return { file, page }
  const detail = 'fault' in page ? page.fault : 'it holds no annotations'
  skips.add({ what: id, code: 'iiif_broken', detail })
  return null
}

/** Annotations by the canvases they are of, for those that a manifest tells of all its canvases at once. */
export const sortByCanvas = (found: AnnotationsIn): Map<string, AnnotationsIn> => {
  const byCanvas = new Map<string, { file: Shelved; annotations: unknown[] }>()
  for (const annotation of found.annotations) {
    const fields = fieldsOf(annotation)
    const keys = readTargets(fields['target'] ?? fields['on']).map(({ canvas }) =>
      canvasKeyOf(canvas),
    )
    for (const key of new Set(keys)) {
      const of = byCanvas.get(key)
      if (of) of.annotations.push(annotation)
      else byCanvas.set(key, { file: found.file, annotations: [annotation] })
    }
  }
  return byCanvas
}
