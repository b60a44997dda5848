import type { Context } from '../context.ts'
import type { AskedExport } from '../jobs/asked-export.ts'

/**
 * Says whether a folder is the export that was asked for. Such a folder is whole: its process was killed after
 * it was finished, and before anybody was told.
 */
export async function isThatExport(
  { openFolder }: Pick<Context, 'openFolder'>,
  {
    path,
    corpus,
    format,
    which,
    askedAtMs,
  }: Omit<AskedExport, 'format'> & { format: { name: string } },
): Promise<boolean> {
  const folder = await openFolder(path)
  if ('refused' in folder) return false
  try {
    const read = JSON.parse(String(await folder.read('datapackage.json'))) as Descriptor
    const { incipit, created } = read
    const isSame =
      incipit?.corpus === corpus && incipit.format === format.name && incipit.which === which
    return isSame && Date.parse(String(created)) >= askedAtMs
  } catch {
    return false
  } finally {
    await folder.close?.()
  }
}

type Descriptor = { created?: unknown; incipit?: Record<string, unknown> }
