import type { SkipList } from '../import/skips.ts'
import { iiifLimits } from './limits.ts'
import { readIiif, type Collection, type Manifest } from './manifest.ts'
import type { Loader, Shelved } from './loader.ts'

/** A manifest with the file it is in. */
export type FoundManifest = { manifest: Manifest; file: Shelved }

/** Where the walk goes next. */
type Station = { id: string; base: string; isCollection: boolean }

const stationsMax = 50_000

/**
 * Every manifest that a document leads to: itself, or those of a collection, its pages and the collections
 * within. Each is read once, however the collections refer to one another.
 */
export async function* manifestsFrom(
  start: Shelved,
  { loader, skips, been = new Set() }: { loader: Loader; skips: SkipList; been?: Set<string> },
): AsyncGenerator<FoundManifest> {
  been.add(start.address)
  const ahead: Station[] = []
  const counts = { manifests: 0, collections: 0 }
  for (
    let file: Shelved | null = start;
    file !== null;
    file = await nextFile(ahead, { been, loader, skips })
  ) {
    const read = readIiif(file.value)
    if ('fault' in read) {
      skips.add({ what: file.address, code: 'iiif_broken', detail: read.fault })
    } else if (read.is === 'manifest') {
      counts.manifests += 1
      if (counts.manifests <= iiifLimits.manifestsPerImport) yield { manifest: read, file }
      else skips.add({ what: file.address, code: 'too_many_canvases' })
    } else if (read.is === 'collection') {
      counts.collections += 1
      const found = stationsOf(read, file.address)
      if (counts.collections > iiifLimits.collectionsPerImport)
        skips.add({ what: file.address, code: 'too_many_canvases', count: found.length })
      else ahead.unshift(...found)
    }
  }
}

function stationsOf({ manifests, collections, next }: Collection, base: string): Station[] {
  const inside = manifests.map((id) => ({ id, base, isCollection: false }))
  const further = [...collections, ...(next === null ? [] : [next])]
  return [...inside, ...further.map((id) => ({ id, base, isCollection: true }))].slice(
    0,
    stationsMax,
  )
}

async function nextFile(
  ahead: Station[],
  { been, loader, skips }: { been: Set<string>; loader: Loader; skips: SkipList },
): Promise<Shelved | null> {
  for (let station = ahead.shift(); station !== undefined; station = ahead.shift()) {
    const { id, base, isCollection } = station
    const key = URL.parse(id, base)?.href ?? id
    if (been.has(key)) {
      if (isCollection) skips.add({ what: key, code: 'collection_loop' })
      continue
    }
    been.add(key)
    const file = await loader.document(id, base)
    if ('fault' in file) skips.add({ what: key, code: 'not_fetched', detail: file.fault })
    else if (file.address === key || !been.has(file.address)) {
      been.add(file.address)
      return file
    }
  }
  return null
}
