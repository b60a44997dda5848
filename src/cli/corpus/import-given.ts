import type { ImportContext, ImportOrder } from '../../corpus/import/session.ts'
import { importAddress } from '../../corpus/iiif/import-web.ts'
import { importFolder, type ImportRefusal, type ImportReport } from '../../corpus/import/folder.ts'
import type { OwnRun } from '../../jobs/own-process.ts'
import { paceFolder } from '../../jobs/pace.ts'
import type { Web } from '../../model/web.ts'
import type { CommandContext, OpenedStore } from '../command.ts'

/** What the operator wants of an import, whatever is imported. */
export type GivenOptions = Omit<ImportOrder, 'folder' | 'onProgress' | 'isStopped' | 'web'> & {
  /** Fetches the pictures of manifests that lie in a folder. */
  fetches: boolean
}

type Given = GivenOptions & OwnRun & { isStopped: () => boolean }
type Opened = { context: CommandContext; store: OpenedStore; web: Web }
type Local = Omit<ImportOrder, 'folder'> & { pass: () => Promise<void> }

/** Says whether what was given is an address of the web rather than a path. */
export function isAddress(given: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(given)
}

/** Imports what lies at a path or an address. */
export async function importGiven(
  given: string,
  { fetches, tell, pass, ...options }: Given,
  opened: Opened,
): Promise<ImportReport | ImportRefusal> {
  const { context, store, web } = opened
  const show = context.showProgress ? progressBar(context.showProgress) : null
  const onProgress: ImportOrder['onProgress'] = (progress) => {
    tell(`${progress.done} of ${progress.total} pictures of ${given}`)
    show?.(progress)
  }
  const order = { ...options, onProgress }
  const importContext = importContextOf(store, context)
  try {
    const local = { ...order, pass, ...(fetches ? { web } : {}) }
    if (!isAddress(given)) return await importPath({ path: given }, local, opened)
    const done = await importAddress(given, order, { context: importContext, web })
    return 'file' in done ? await importPath({ path: done.file, name: given }, local, opened) : done
  } finally {
    context.showProgress?.('')
  }
}

async function importPath(
  { path, name }: { path: string; name?: string },
  { pass, ...order }: Local,
  { context, store }: Opened,
): Promise<ImportReport | ImportRefusal> {
  const opened = await context.openFolder(path)
  if ('refused' in opened) return opened
  const paced = paceFolder(opened, pass)
  const folder = name === undefined ? paced : { ...paced, name }
  const importContext = importContextOf(store, context)
  try {
    return await importFolder({ ...order, folder }, importContext)
  } finally {
    await opened.close?.()
  }
}

function importContextOf(
  store: OpenedStore,
  { openPage, clock, kinds }: CommandContext,
): ImportContext {
  return { ...store, openPage, clock, kinds }
}

const barWidth = 30

function progressBar(show: (line: string) => void) {
  return ({ done, total, name }: { done: number; total: number; name: string }): void => {
    const filled = total === 0 ? barWidth : Math.round((barWidth * done) / total)
    show(
      `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] ${done}/${total} ${name.slice(-60)}`,
    )
  }
}
