import type { SkipList } from '../import/skips.ts'
import { iiifLimits } from './limits.ts'
import { readIiif, type AnnotationPage, type AnnotationsAt } from './manifest.ts'
import type { Loader, Shelved } from './loader.ts'
import { canvasKeyOf, readTargets } from './target.ts'
import { fieldsOf } from './json.ts'

/** The annotations of one document, which is returned with them. */
export type AnnotationsIn = { file: Shelved; annotations: readonly unknown[] }

/** Where annotations are read from, and where failures are reported. */
type Session = { file: Shelved; loader: Loader; skips: SkipList }

/**
 * Reads annotations from their manifest, or from documents of their own and all pages that follow them.
 * Whatever cannot be read is reported.
 */
export async function* annotationsOf(
  places: readonly AnnotationsAt[],
  session: Session,
): AsyncGenerator<AnnotationsIn> {
  const been = new Set<string>()
  for (const { id, embedded } of places) {
    if (embedded) yield { file: session.file, annotations: embedded }
    else if (!been.has(id)) yield* pagesFrom(id, session, been)
  }
}

async function* pagesFrom(
  id: string,
  session: Session,
  been: Set<string>,
): AsyncGenerator<AnnotationsIn> {
  let next: string | null = id
  let base = session.file.address
  while (next !== null && next !== '' && been.size < iiifLimits.pagesInSequence) {
    if (been.has(next)) return
    been.add(next)
    const found = await readPage(next, base, session)
    if (!found) return
    yield { file: found.file, annotations: found.page.annotations }
    base = found.file.address
    next = found.page.next
  }
}

async function readPage(
  id: string,
  base: string,
  { loader, skips }: Session,
): Promise<{ file: Shelved; page: AnnotationPage } | null> {
  const file = await loader.document(id, base)
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

/** Annotations by canvas, for those that a manifest gives for all its canvases at once. */
export function sortByCanvas(found: AnnotationsIn): Map<string, AnnotationsIn> {
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
