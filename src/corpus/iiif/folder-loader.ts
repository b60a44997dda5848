import type { Folder } from '../../model/folder.ts'
import type { Web } from '../../model/web.ts'
import type { Fault } from '../formats/read/encoding.ts'
import { folderOf, resolveIn } from '../survey/paths.ts'
import type { FoundPicture, PictureIndex } from '../survey/pictures.ts'
import type { PaintedImage } from './image.ts'
import { parseJson } from './json.ts'
import {
  readDocument,
  readPicture,
  type Loader,
  type Shelved,
  type ShelvedPicture,
} from './loader.ts'

/** What a folder's loader needs; without a web, it loads only what is in the folder. */
export type FolderGround = {
  folder: Folder
  pictures: PictureIndex
  /** The paths of the IIIF documents of the folder, by their ids. */
  pathOfId: ReadonlyMap<string, string>
  paths: ReadonlySet<string>
  web: Web | null
  onPicture: (path: string) => void
  onDocument: (path: string) => void
}

const apiSuffix = /\/[^/]+\/[^/]+\/[^/]+\/[a-z]+\.[a-z0-9]+$/i
const tailsMax = 4
const elsewhere: Fault = { fault: 'it is not in the folder; --fetch gets it from the web' }

/** The loader of a folder: documents by id, pictures by name; anything else from the web, if allowed. */
export function openFolderLoader(ground: FolderGround): Loader {
  return {
    document: async (id, base) => {
      const path = pathOf(id, base, ground)
      if (path !== null) return readInFolder(path, ground)
      return ground.web ? readDocument(ground.web, addressOf(id, base)) : elsewhere
    },
    picture: async (image, base) => {
      const path = findPicture(image, base, ground.pictures)
      if (path !== null) return pictureInFolder(path, ground)
      return ground.web ? readPicture(ground.web, image, base) : elsewhere
    },
  }
}

function addressOf(id: string, base: string): string {
  return URL.parse(id, base)?.href ?? id
}

function pathOf(id: string, base: string, { pathOfId, paths }: FolderGround): string | null {
  const byId = pathOfId.get(id)
  if (byId !== undefined) return byId
  const beside = resolveIn(folderOf(base), id)
  return beside !== null && paths.has(beside) ? beside : null
}

/** Reads a document of a folder. */
export async function readInFolder(
  path: string,
  { folder, onDocument }: Pick<FolderGround, 'folder' | 'onDocument'>,
): Promise<Shelved | Fault> {
  onDocument(path)
  const bytes = await folder.read(path).catch(() => null)
  if (!bytes) return { fault: 'it cannot be read' }
  const parsed = parseJson(bytes)
  return 'fault' in parsed ? parsed : { address: path, bytes, value: parsed.value }
}

async function pictureInFolder(
  path: string,
  { folder, onPicture }: FolderGround,
): Promise<ShelvedPicture | Fault> {
  onPicture(path)
  const bytes = await folder.read(path).catch(() => null)
  return bytes ? { origin: path, address: path, bytes } : { fault: 'it cannot be read' }
}

// The longest end of the address that matches a picture; if several match, nothing is guessed.
function findPicture(
  { id, service, region }: PaintedImage,
  base: string,
  pictures: PictureIndex,
): string | null {
  if (region !== null) return null
  const own = folderOf(base)
  const folders = [...new Set([own, folderOf(own), ''])]
  for (const name of [id, id.replace(apiSuffix, ''), service?.id ?? '']) {
    for (const tail of tailsOf(name)) {
      const found = [pictures.byName(tail, folders), pictures.below(own, tail)].find(isOne)
      if (found) return found.picture
    }
  }
  return null
}

function isOne(found: FoundPicture): found is { picture: string } {
  return typeof found === 'object'
}

function tailsOf(address: string): string[] {
  const path = decode(URL.parse(address)?.pathname ?? address)
  const parts = path.split('/').filter((part) => part !== '')
  const longest = parts.slice(-tailsMax)
  return longest.map((_, from) => longest.slice(from).join('/'))
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
