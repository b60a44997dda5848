import { importAddress } from '../../corpus/iiif/import-web.ts'
import { importFolder, type ImportRefusal, type ImportReport } from '../../corpus/import/folder.ts'
import type { ImportContext, ImportOrder } from '../../corpus/import/session.ts'
import type { Corpora } from '../../model/corpus.ts'
import type { Organisation } from '../../model/organisation.ts'
import type { Web } from '../../model/web.ts'
import { keepOrganisation } from '../organisations/add.ts'
import type { Context } from '../context.ts'

/** The terms of an import, whatever is imported. */
export type ImportTerms = Omit<
  ImportOrder,
  'folder' | 'organisation' | 'onProgress' | 'isStopped' | 'web'
> & {
  /** Fetches the pictures of manifests that are in a folder. */
  fetches: boolean
}

type Given = { terms: ImportTerms; owner: Organisation; web: Web }

/** Says whether this is an address of the web rather than a path. */
export function isAddress(given: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(given)
}

/** Imports what is at a path or an address. */
export async function importGiven(
  context: Context,
  given: string,
  { terms: { fetches, ...terms }, owner, web }: Given,
): Promise<ImportReport | ImportRefusal> {
  const order = {
    ...terms,
    organisation: owner.id,
    isStopped: () => context.stop.aborted,
    onProgress: (progress: { done: number; total: number; name: string }) =>
      context.onProgress({ step: 'import', ...progress, of: given }),
  }
  const importing = importContextOf(context, owner)
  const local = { ...order, ...(fetches ? { web } : {}) }
  if (!isAddress(given)) return importPath(context, { path: given, importing }, local)
  const done = await importAddress(given, order, { context: importing, web })
  return 'file' in done
    ? importPath(context, { path: done.file, name: given, importing }, local)
    : done
}

async function importPath(
  context: Context,
  { path, name, importing }: { path: string; name?: string; importing: ImportContext },
  order: Omit<ImportOrder, 'folder'>,
): Promise<ImportReport | ImportRefusal> {
  const opened = await context.openFolder(path)
  if ('refused' in opened) return opened
  const folder = name === undefined ? opened : { ...opened, name }
  try {
    return await importFolder({ ...order, folder }, importing)
  } finally {
    await opened.close?.()
  }
}

// A new organisation is kept with its first corpus, so that an import that is refused leaves none.
function importContextOf(context: Context, owner: Organisation): ImportContext {
  const { store, openPage, openSound, clock, kinds } = context
  const add: Corpora['add'] = async (corpus) => {
    const taken = await keepOrganisation(context, owner)
    if (taken) throw new Error(`the organisation ${owner.name} was added twice at once`)
    return store.corpora.add(corpus)
  }
  return { ...store, corpora: { ...store.corpora, add }, openPage, openSound, clock, kinds }
}
