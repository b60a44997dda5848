import { posix } from 'node:path'
import type { Staging, PictureKeys } from '../../model/staging.ts'
import { areNear, folderOf, meaningsOf, pageNumberOf, resolveIn, stemOf } from './paths.ts'

/** One picture, none, or more than one that could be meant. */
export type FoundPicture = { picture: string } | 'none' | 'several'

/** The pictures of a folder, found by the names that other files give them. */
export type PictureIndex = {
  /** Looks a name up in each folder: as it stands, in other case, with another extension. */
  byName(name: string, folders: readonly string[]): FoundPicture
  /** A picture of that stem in the folder of `path`, or in one whose path differs by one name. */
  byStem(stem: string, path: string): FoundPicture
  /** A picture whose stem ends in that number, in the same folders as for a stem. */
  byNumber(number: string, path: string): FoundPicture
  /** The only picture of that file name below a folder. */
  below(folder: string, name: string): FoundPicture
}

/** At most this many pictures with the same key are looked at. */
const sameKeyMax = 10_000

/** Adds a picture under the names that other files may give it. */
export function notePicture(path: string, staging: Staging): void {
  return staging.addPicture(path, {
    place: placeOf(path).toLowerCase(),
    stem: stemOf(path).toLowerCase(),
    number: pageNumberOf(stemOf(path)) ?? '',
  })
}

/** Before the keys of recordings, so that a picture of the same name is not taken for one. No name begins so. */
const recordingMark = '\n'

/** Adds a recording in the same way. */
export function noteRecording(path: string, staging: Staging): void {
  staging.addPicture(path, {
    place: recordingMark + placeOf(path).toLowerCase(),
    stem: recordingMark + stemOf(path).toLowerCase(),
    number: '',
  })
  staging.mention(path, { kind: 'recording' })
}

/** Finds pictures among those that were added. */
export function indexPictures(staging: Staging): PictureIndex {
  return indexBy((key, value) => staging.findPictures(key, value, sameKeyMax), staging)
}

/** Finds recordings among those that were added. */
export function indexRecordings(staging: Staging): PictureIndex {
  return indexBy(
    (key, value) => staging.findPictures(key, recordingMark + value, sameKeyMax),
    staging,
  )
}

function indexBy(
  find: (key: keyof PictureKeys, value: string) => string[],
  staging: Pick<Staging, 'hasPicture'>,
): PictureIndex {
  const lookUp = (path: string): FoundPicture => {
    if (staging.hasPicture(path)) return { picture: path }
    const whole = path.toLowerCase()
    const atPlace = find('place', placeOf(path).toLowerCase())
    const found = onlyOne(atPlace.filter((one) => one.toLowerCase() === whole))
    if (found !== 'none') return found
    return onlyOne(atPlace.length > 0 ? atPlace : find('place', whole))
  }

  return {
    byName: (name, folders) => {
      for (const meaning of meaningsOf(name)) {
        for (const folder of folders) {
          const path = resolveIn(folder, meaning)
          const found = path === null ? 'none' : lookUp(path)
          if (found !== 'none') return found
        }
      }
      return 'none'
    },
    byStem: (stem, path) => nearest(find('stem', stem.toLowerCase()), path),
    byNumber: (number, path) => nearest(find('number', number), path),
    below: (folder, name) => {
      const lasts = new Set(meaningsOf(name).map((meaning) => posix.basename(meaning)))
      const stems = new Set([...lasts].map((last) => stemOf(last).toLowerCase()))
      const same = [...stems].flatMap((stem) => find('stem', stem))
      const inside = same.filter((path) => folder === '' || path.startsWith(`${folder}/`))
      return onlyOne(inside.filter((path) => lasts.has(posix.basename(path))))
    },
  }
}

function placeOf(path: string): string {
  return `${folderOf(path)}/${stemOf(path)}`.replace(/^\//, '')
}

function nearest(candidates: readonly string[], path: string): FoundPicture {
  const inSameFolder = onlyOne(candidates.filter((one) => folderOf(one) === folderOf(path)))
  if (inSameFolder !== 'none') return inSameFolder
  return onlyOne(candidates.filter((one) => areNear(one, path)))
}

function onlyOne(candidates: readonly string[]): FoundPicture {
  const [first] = candidates
  if (first === undefined) return 'none'
  return candidates.length === 1 ? { picture: first } : 'several'
}
