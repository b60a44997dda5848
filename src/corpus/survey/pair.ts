import type { DetectedFile } from '../formats/read/format.ts'
import { folderOf, pageNumberOf, resolveIn, stemOf, meaningsOf } from './paths.ts'
import type { FoundPicture, PictureIndex } from './pictures.ts'
import type { SkipCode } from '../import/skips.ts'

/** A truth file that needs its picture. */
export type Unpaired = {
  path: string
  pictureNames: readonly string[]
  /** The index of its page, from 0, if each page has a picture of its own. */
  page?: number
}

/** A METS file and where it lies. */
export type MetsAt = { path: string; pages: Extract<DetectedFile, { is: 'mets' }>['pages'] }

/** The picture of a truth file, or why there is none. */
export type Pairing = { picture: string } | { code: SkipCode; detail?: string }

/** Everything that pairing uses. */
export type PairingGround = {
  pictures: PictureIndex
  mets: readonly MetsAt[]
  truthPaths: TruthPaths
}

/** Says whether there is a truth file at a path. */
export type TruthPaths = Pick<ReadonlySet<string>, 'has'>

/**
 * Finds the picture of a truth file: by the name it gives, by METS, by its own stem, or by its page number if
 * it gives no name. Never guesses between several candidates.
 */
export function pairTruth(truth: Unpaired, ground: PairingGround): Pairing {
  const ways = [byGivenName, byMets, byOwnStem, byPageNumber]
  // The name of a file of many pages belongs to none of its pages.
  for (const find of truth.page === undefined ? ways : [byGivenName]) {
    const found = find(truth, ground)
    if (found === 'several') return { code: 'picture_unclear' }
    if (found !== 'none') return found
  }
  const [name] = truth.pictureNames
  return name
    ? { code: 'picture_missing', detail: name.slice(0, nameCharsMax) }
    : { code: 'picture_missing' }
}

const nameCharsMax = 200

function byGivenName(
  { path, pictureNames }: Unpaired,
  { pictures, mets }: PairingGround,
): FoundPicture {
  const own = folderOf(path)
  const above = mets.map((one) => folderOf(one.path)).filter((folder) => isAbove(folder, own))
  const folders = [own, ...above.toSorted((a, b) => b.length - a.length), folderOf(own)]
  for (const name of pictureNames) {
    const found = pictures.byName(name, [...new Set(folders)])
    if (found !== 'none') return found
  }
  return 'none'
}

function isAbove(folder: string, other: string): boolean {
  return folder === '' || other === folder || other.startsWith(`${folder}/`)
}

function byMets({ path }: Unpaired, { pictures, mets }: PairingGround): FoundPicture {
  const found = new Set<string>()
  for (const { path: metsPath, pages } of mets) {
    const folder = folderOf(metsPath)
    const own = pages.find((names) => names.some((name) => resolvesTo(name, folder, path)))
    for (const name of own ?? []) {
      const there = pictures.byName(name, [folder])
      const one = there === 'none' ? pictures.below(folder, name) : there
      if (typeof one === 'object' && isNamedSo(name, one.picture)) found.add(one.picture)
    }
  }
  const [picture] = found
  if (picture === undefined) return 'none'
  return found.size === 1 ? { picture } : 'several'
}

function resolvesTo(name: string, folder: string, path: string): boolean {
  return meaningsOf(name).some((meaning) => resolveIn(folder, meaning) === path)
}

// A page's thumbnails and other truth files are beside its picture, so only the same stem counts.
function isNamedSo(name: string, picture: string): boolean {
  return meaningsOf(name).some(
    (meaning) => stemOf(meaning).toLowerCase() === stemOf(picture).toLowerCase(),
  )
}

function byOwnStem({ path }: Unpaired, { pictures, truthPaths }: PairingGround): FoundPicture {
  for (const stem of stemsOf(path)) {
    const found = pictures.byStem(stem, path)
    if (found === 'several') return found
    if (found !== 'none' && !isSpokenFor(found.picture, path, truthPaths)) return found
  }
  return 'none'
}

// `0017.alto.xml` may stand for `0017.jpg`.
function stemsOf(path: string): string[] {
  const stem = stemOf(path)
  const shorter = stem.replace(/\.[a-z][a-z0-9_-]*$/i, '')
  return shorter === stem || shorter === '' ? [stem] : [stem, shorter]
}

// A picture in another folder that has a truth file of its name there belongs to that one.
function isSpokenFor(picture: string, path: string, truthPaths: TruthPaths): boolean {
  if (folderOf(picture) === folderOf(path)) return false
  const beside = resolveIn(folderOf(picture), `${stemOf(picture)}.xml`)
  return beside !== null && truthPaths.has(beside)
}

function byPageNumber({ path, pictureNames }: Unpaired, { pictures }: PairingGround): FoundPicture {
  const number = pageNumberOf(stemOf(path))
  return pictureNames.length > 0 || number === null ? 'none' : pictures.byNumber(number, path)
}
