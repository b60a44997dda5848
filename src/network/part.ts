import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The file that a part is the beginning of, so that the rest is taken from the same file. */
export type PartNote = {
  /** The address it came from, without its query, which may differ each time. */
  place: string
  /** The validator of that file: its strong ETag, or its Last-Modified. */
  ifRange: string
  /** The size of the whole file, if the host has given it. */
  sizeBytes: number | null
}

/** How much of a file has arrived. */
export type PartState = { note: PartNote; sizeBytes: number }

/** The beginning of a file, held by one download at a time. */
export type Part = {
  /** What can be resumed from; null if there is nothing. */
  look(): Promise<PartState | null>
  /** Starts over; without a note, a transfer that breaks off leaves nothing to resume from. */
  begin(note: PartNote | null): Promise<void>
  /** Appends to what is there and returns the size; if the body breaks off, what arrived is kept. */
  add(body: AsyncIterable<Buffer>): Promise<number>
  /** Moves it to a path as the finished file. */
  finish(path: string): Promise<void>
  /** Leaves what is there for the next download of the address. */
  release(): Promise<void>
}

const partLifeMs = 30 * 86_400_000
/** No download goes without a byte for this long, so whoever held the part was killed. */
const heldAtLeastMs = 180_000
const heldName = /\.[0-9a-f]{12}\.part$/

/**
 * Takes the part that an earlier download of a file left behind. A part is a folder with its bytes and its
 * note. Whoever renames it holds it, so two imports never write the same one.
 */
export async function openPart(path: string): Promise<Part> {
  const left = `${path}.part`
  const held = `${path}.${randomBytes(6).toString('hex')}.part`
  const body = bodyIn(held)
  await rename(left, held).catch(() => undefined)
  const look = () => readState(held)
  return {
    look,
    begin: async (note) => {
      await rm(held, { recursive: true, force: true })
      await mkdir(held, { recursive: true, mode: 0o700 })
      if (note) await writeFile(noteIn(held), JSON.stringify(note), { mode: 0o600 })
    },
    add: async (chunks) => {
      await writeFile(body, chunks, { flag: 'a', mode: 0o600, flush: true })
      return (await stat(body)).size
    },
    finish: async (whole) => {
      await rename(body, whole)
      await rm(held, { recursive: true, force: true })
    },
    release: async () => {
      if (await look()) await leave(held, left)
      else await rm(held, { recursive: true, force: true })
    },
  }
}

function bodyIn(folder: string): string {
  return join(folder, 'body')
}
function noteIn(folder: string): string {
  return join(folder, 'note.json')
}

async function readState(folder: string): Promise<PartState | null> {
  try {
    const { size } = await stat(bodyIn(folder))
    const note = JSON.parse(await readFile(noteIn(folder), 'utf8')) as PartNote
    return size > 0 ? { note, sizeBytes: size } : null
  } catch {
    return null
  }
}

async function leave(held: string, left: string): Promise<void> {
  await rm(left, { recursive: true, force: true })
  await rename(held, left)
}

/** Says whether a name in the folder of copies is that of a part. */
export function isPart(name: string): boolean {
  return name.endsWith('.part')
}

/** Deletes a part that nobody came back for, and frees the part that a killed import was holding. */
export async function sweepPart(path: string, nowMs: number): Promise<void> {
  const found = (await stat(bodyIn(path)).catch(() => null)) ?? (await stat(path).catch(() => null))
  const ageMs = found ? nowMs - found.mtimeMs : 0
  const isDead = heldName.test(path) && ageMs > heldAtLeastMs
  if (ageMs > partLifeMs || (isDead && !(await readState(path))))
    await rm(path, { recursive: true, force: true })
  else if (isDead) await leave(path, path.replace(heldName, '.part'))
}
