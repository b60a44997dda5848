import { areNear, folderOf, meaningsOf, numberOf, resolveIn, stemOf } from './paths.ts'

/** One picture, none, or more than one that could be meant. */
export type Found = { picture: string } | 'none' | 'several'

/** The pictures of a folder, found by what other files call them. */
export type PictureIndex = {
  /** Looks a name up in each folder: as it stands, in other case, with another extension. */
  byName(name: string, folders: readonly string[]): Found
  /** A picture of that stem in the folder of `path`, or in one whose path differs by one name. */
  byStem(stem: string, path: string): Found
  /** A picture whose stem ends in that number, as near as for a stem. */
  byNumber(number: string, path: string): Found
  /** The only picture of that file name below a folder. */
  below(folder: string, name: string): Found
}

/** Indexes pictures by their paths. */
export const indexPictures = (paths: readonly string[]): PictureIndex => {
  const exact = new Set(paths)
  const inOtherCase = groupBy(paths, (path) => path.toLowerCase())
  const withoutExtension = groupBy(paths, (path) => placeOf(path).toLowerCase())
  const byStem = groupBy(paths, (path) => stemOf(path).toLowerCase())
  const byNumber = groupBy(paths, (path) => numberOf(stemOf(path)) ?? '')

  const lookUp = (path: string): Found => {
    if (exact.has(path)) return { picture: path }
    const found = onlyOne(inOtherCase.get(path.toLowerCase()) ?? [])
    if (found !== 'none') return found
    const place = placeOf(path).toLowerCase()
    const whole = path.toLowerCase()
    return onlyOne(withoutExtension.get(place) ?? withoutExtension.get(whole) ?? [])
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
    byStem: (stem, path) => nearest(byStem.get(stem.toLowerCase()) ?? [], path),
    byNumber: (number, path) => nearest(byNumber.get(number) ?? [], path),
    below: (folder, name) => {
      const [last] = meaningsOf(name).toReversed()
      const same = byStem.get(stemOf(last ?? '').toLowerCase()) ?? []
      const inside = same.filter((path) => folder === '' || path.startsWith(`${folder}/`))
      return onlyOne(inside.filter((path) => path.endsWith(`/${last}`)))
    },
  }
}

const placeOf = (path: string): string => `${folderOf(path)}/${stemOf(path)}`.replace(/^\//, '')

const nearest = (candidates: readonly string[], path: string): Found => {
  const inSameFolder = onlyOne(candidates.filter((one) => folderOf(one) === folderOf(path)))
  if (inSameFolder !== 'none') return inSameFolder
  return onlyOne(candidates.filter((one) => areNear(one, path)))
}

const onlyOne = (candidates: readonly string[]): Found => {
  const [first] = candidates
  if (first === undefined) return 'none'
  return candidates.length === 1 ? { picture: first } : 'several'
}

const groupBy = (paths: readonly string[], keyOf: (path: string) => string) => {
  const groups = new Map<string, string[]>()
  for (const path of paths) {
    const key = keyOf(path)
    const group = groups.get(key)
    if (group) group.push(path)
    else groups.set(key, [path])
  }
  return groups
}
