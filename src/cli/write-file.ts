import { access, constants, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Refusal } from './command.ts'

const pieceChars = 1 << 20

/** Refuses a path that exists already, or whose folder cannot be written to. */
export async function refuseOut(path: string): Promise<Refusal | null> {
  try {
    await access(dirname(path), constants.W_OK)
    await lstat(path)
    return { refused: `${path} already exists; name a new file.` }
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' && syscall === 'lstat') return null
    return {
      refused: `${path} cannot be written. Check that its folder exists and that you may write to it.`,
    }
  }
}

/** Writes a new file piece by piece; it gets its name only once all of it is on disk. */
export async function writeFilePieces(
  path: string,
  pieces: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const draft = `${path}.${process.pid}.part`
  const file = await open(draft, 'wx')
  try {
    let waiting = ''
    for await (const piece of pieces) {
      waiting += piece
      if (waiting.length < pieceChars) continue
      await file.appendFile(waiting)
      waiting = ''
    }
    await file.appendFile(waiting)
    await file.sync()
    await file.close()
    await rename(draft, path)
  } catch (cause) {
    await file.close()
    await rm(draft, { force: true })
    throw cause
  }
}
