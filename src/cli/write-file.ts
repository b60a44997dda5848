import { access, constants, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Refusal } from './command.ts'

const pieceChars = 1 << 20

/** Why a file cannot be written: something lies there, or its folder takes nothing. */
export async function refuseOut(path: string): Promise<Refusal | null> {
  try {
    await access(dirname(path), constants.W_OK)
    await lstat(path)
    return { refused: `${path} is there already; name a new file.` }
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' && syscall === 'lstat') return null
    return { refused: `${path} cannot be written; is its folder there, and ours?` }
  }
}

/** Writes a new file piece by piece; it is there under its name when all of it is on disk. */
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
