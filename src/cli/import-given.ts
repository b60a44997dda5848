import type { ImportOrder } from '../corpus/desk.ts'
import { importAddress } from '../corpus/iiif/import-web.ts'
import { importFolder, type ImportRefusal, type ImportReport } from '../corpus/import.ts'
import type { Web } from '../model/web.ts'
import type { Context, Keep } from './command.ts'

/** What the operator wants of an import, whatever is imported. */
export type Wish = Omit<ImportOrder, 'folder' | 'onProgress' | 'isStopped' | 'web'> & {
  /** Fetches the pictures of manifests that lie in a folder. */
  fetches: boolean
}

type Given = Wish & { isStopped: () => boolean }
type Lent = { context: Context; keep: Keep; web: Web }

/** Says whether what was given is an address of the web rather than a path. */
export const isAddress = (given: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(given)

/** Imports what lies at a path or an address. */
export const importGiven = async (
  given: string,
  { fetches, ...wish }: Given,
  lent: Lent,
): Promise<ImportReport | ImportRefusal> => {
  const { context, keep, web } = lent
  const onProgress = context.showProgress ? progressBar(context.showProgress) : undefined
  const order = { ...wish, ...(onProgress ? { onProgress } : {}) }
  const world = { ...keep, openPage: context.openPage, clock: context.clock }
  try {
    const local = { ...order, ...(fetches ? { web } : {}) }
    if (!isAddress(given)) return await importPath({ path: given }, local, lent)
    const done = await importAddress(given, order, { world, web })
    return 'file' in done ? await importPath({ path: done.file, name: given }, local, lent) : done
  } finally {
    context.showProgress?.('')
  }
}

const importPath = async (
  { path, name }: { path: string; name?: string },
  order: Omit<ImportOrder, 'folder'>,
  { context, keep }: Lent,
): Promise<ImportReport | ImportRefusal> => {
  const opened = await context.openFolder(path)
  if ('refused' in opened) return opened
  const folder = name === undefined ? opened : { ...opened, name }
  const world = { ...keep, openPage: context.openPage, clock: context.clock }
  try {
    return await importFolder({ ...order, folder }, world)
  } finally {
    await opened.close?.()
  }
}

const barWidth = 30

const progressBar =
  (show: (line: string) => void) =>
  ({ done, total, name }: { done: number; total: number; name: string }): void => {
    const filled = total === 0 ? barWidth : Math.round((barWidth * done) / total)
    show(
      `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] ${done}/${total} ${name.slice(-60)}`,
    )
  }
