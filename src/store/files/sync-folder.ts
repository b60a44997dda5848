import { open } from 'node:fs/promises'

/** Syncs the names in a folder: without it, a power cut could lose the name of a file whose bytes are safe. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r')
  try {
    await opened.sync()
  } finally {
    await opened.close()
  }
}
