import { importAddress } from '../../corpus/iiif/import-web.ts'
import { importFolder, type ImportRefusal, type ImportReport } from '../../corpus/import/folder.ts'
import type { ImportContext, ImportOrder } from '../../corpus/import/session.ts'
import type { Web } from '../../model/web.ts'
import type { Context } from '../context.ts'

/** On what terms to import, whatever is imported. */
export type ImportTerms = Omit<
  ImportOrder,
  'folder' | 'organisation' | 'onProgress' | 'isStopped' | 'web'
> & {
  /** Fetches the pictures of manifests that lie in a folder. */
  fetches: boolean
}

type Given = { terms: ImportTerms; organisation: string; web: Web }

/** Says whether what was given is an address of the web rather than a path. */
export function isAddress(given: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(given)
}

/** Imports what lies at a path or an address. */
export async function importGiven(
  context: Context,
  given: string,
  { terms: { fetches, ...terms }, organisation, web }: Given,
): Promise<ImportReport | ImportRefusal> {
  const order = {
    ...terms,
    organisation,
    isStopped: () => context.stop.aborted,
    onProgress: (progress: { done: number; total: number; name: string }) =>
      context.onProgress({ step: 'import', ...progress, of: given }),
  }
  const local = { ...order, ...(fetches ? { web } : {}) }
  if (!isAddress(given)) return importPath(context, { path: given }, local)
  const done = await importAddress(given, order, { context: importContextOf(context), web })
  return 'file' in done ? importPath(context, { path: done.file, name: given }, local) : done
}

async function importPath(
  context: Context,
  { path, name }: { path: string; name?: string },
  order: Omit<ImportOrder, 'folder'>,
): Promise<ImportReport | ImportRefusal> {
  const opened = await context.openFolder(path)
  if ('refused' in opened) return opened
  const folder = name === undefined ? opened : { ...opened, name }
  try {
    return await importFolder({ ...order, folder }, importContextOf(context))
  } finally {
    await opened.close?.()
  }
}

function importContextOf({ store, openPage, clock, kinds }: Context): ImportContext {
  return { ...store, openPage, clock, kinds }
}
