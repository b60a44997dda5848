import loaded from '@techstark/opencv-js'
import sharp from 'sharp'

const featuresMax = 400
/** A match counts if the second best one is this much worse. */
const ratioMax = 0.8
const matchesLeast = 4
const misfitPixels = 8

type Freed = { delete(): void }
type Mat = Freed & { rows: number }
type List<Entry> = Freed & { size(): number; get(at: number): Entry }
type Match = { queryIdx: number; trainIdx: number; distance: number }

/** The parts of OpenCV that are used; its own types lack half of them. */
type OpenCv = {
  Mat: new () => Mat
  KeyPointVector: new () => List<{ pt: { x: number; y: number } }>
  DMatchVectorVector: new () => List<List<Match>>
  ORB: new (most: number) => Freed & {
    detectAndCompute(image: Mat, mask: Mat, points: Freed, descriptors: Mat): void
  }
  BFMatcher: new (
    norm: number,
    isCrossChecked: boolean,
  ) => Freed & {
    knnMatch(one: Mat, other: Mat, matches: Freed, each: number): void
  }
  matFromArray(rows: number, columns: number, type: number, values: ArrayLike<number>): Mat
  findHomography(from: Mat, to: Mat, method: number, misfit: number, mask: Mat): Mat
  countNonZero(mask: Mat): number
  CV_8UC1: number
  CV_32FC2: number
  NORM_HAMMING: number
  RANSAC: number
}

const opencv = loaded as unknown as OpenCv

/** The keypoints of a picture that a scraper can find again in another picture, with their descriptors. */
export type Features = { points: [number, number][]; descriptors: Mat }

/** Waits until OpenCV is ready. */
export async function openFeatures(): Promise<void> {
  if ('Mat' in opencv) return
  await new Promise<void>((resolve) => {
    Object.assign(opencv, { onRuntimeInitialized: resolve })
  })
}

/** Finds the points (ORB). */
export async function findFeatures(picture: Buffer): Promise<Features> {
  const { data, info } = await sharp(picture)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const image = opencv.matFromArray(info.height, info.width, opencv.CV_8UC1, data)
  const orb = new opencv.ORB(featuresMax)
  const found = new opencv.KeyPointVector()
  const descriptors = new opencv.Mat()
  const none = new opencv.Mat()
  orb.detectAndCompute(image, none, found, descriptors)
  const points = Array.from({ length: found.size() }, (_, at): [number, number] => {
    const { pt } = found.get(at)
    return [pt.x, pt.y]
  })
  for (const used of [image, orb, found, none]) used.delete()
  return { points, descriptors }
}

/** How many points of two pictures coincide after an affine transformation of one onto the other (RANSAC). */
export function countAlike(one: Features, other: Features): number {
  if (one.points.length < matchesLeast || other.points.length < matchesLeast) return 0
  const matcher = new opencv.BFMatcher(opencv.NORM_HAMMING, false)
  const matches = new opencv.DMatchVectorVector()
  matcher.knnMatch(one.descriptors, other.descriptors, matches, 2)
  const from: number[] = []
  const to: number[] = []
  for (let at = 0; at < matches.size(); at++) {
    const pair = matches.get(at)
    const [best, next] = [pair.get(0), pair.get(1)]
    if (best && next && best.distance < ratioMax * next.distance) {
      from.push(...(one.points[best.queryIdx] ?? []))
      to.push(...(other.points[best.trainIdx] ?? []))
    }
    pair.delete()
  }
  matcher.delete()
  matches.delete()
  return from.length / 2 < matchesLeast ? 0 : countInliers(from, to)
}

function countInliers(from: readonly number[], to: readonly number[]): number {
  const [source, target] = [pointsOf(from), pointsOf(to)]
  const mask = new opencv.Mat()
  const found = opencv.findHomography(source, target, opencv.RANSAC, misfitPixels, mask)
  const inliers = mask.rows > 0 ? opencv.countNonZero(mask) : 0
  for (const used of [source, target, mask, found]) used.delete()
  return inliers
}

function pointsOf(list: readonly number[]): Mat {
  return opencv.matFromArray(list.length / 2, 1, opencv.CV_32FC2, list)
}
