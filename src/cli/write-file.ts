import { open, rename, rm } from 'node:fs/promises'

const pieceChars = 1 << 20

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
