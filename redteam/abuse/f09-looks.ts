import sharp from 'sharp'
import { percent, type Attack } from '../attack.ts'
import { readBarcode } from '../barcode.ts'
import { fitLogistic, type Sample } from '../logistic.ts'
import { ask } from '../visit.ts'

const plan = {
  known: 120,
  unknown: 120,
  looks: { known: { paper: 225, grain: 3 }, unknown: { paper: 215, grain: 8 } },
}

const asked = { full: 320, small: 80 } as const
const mostTold = 0.55
/** What chance alone may add to the share, in standard deviations: few pairs vary much, and items wait for like ones. */
const sigmas = { full: 1, small: 3 } as const

type Seen = Sample & { number: number }
type SeenPair = { one: Seen; other: Seen }

/** Pages with a text and pages without one look different; features of pixels tell them apart. */
export const looks: Attack = {
  name: 'F9',
  title: 'tell the decider by how its page looks',
  before: 'the decider was told by 18 features of pixels in 73–84 %',
  right: 'at most 55 %',
  run: async (lab, size) => {
    const target = await lab.open(plan)
    const site = await target.addSite()
    const pairs: SeenPair[] = []
    for (let n = 0; n < asked[size]; n += 1) {
      const from = `10.2.${n % 250}.1`
      const challenge = await ask(target, site, from)
      if (typeof challenge === 'number') break
      const pictures = await Promise.all(
        challenge.images.map(({ url }) => target.client.send({ path: url, from })),
      )
      const [one, other] = await Promise.all(pictures.map(({ bytes }) => see(bytes)))
      if (one && other && one.isOne !== other.isOne) pairs.push({ one, other })
    }
    const told = findIn(pairs, 0) + findIn(pairs, 1)
    return [
      {
        what: `the decider of ${pairs.length} pairs, by 12 features learnt on other pairs`,
        measured: percent(told, pairs.length),
        holds: told <= mostTold * pairs.length + (sigmas[size] * Math.sqrt(pairs.length)) / 2,
      },
    ]
  },
}

async function see(picture: Buffer): Promise<Seen> {
  const number = (await readBarcode(picture)) ?? 0
  return { number, features: await featuresOf(picture), isOne: number < plan.known }
}

/** In how many showings of one half of all pairs the decider is told by what is learnt on the other half. */
function findIn(pairs: readonly SeenPair[], half: 0 | 1): number {
  const shown = pairs.filter((pair) => halfOf(pair) === half)
  const others = pairs.filter((pair) => halfOf(pair) !== half)
  const scoreOf = fitLogistic(others.flatMap(({ one, other }) => [one, other]))
  const isTold = ({ one, other }: SeenPair): boolean =>
    scoreOf(one.features) > scoreOf(other.features) === one.isOne
  return shown.filter(isTold).length
}

// All showings of a pair are in one half, or its own features would be learnt.
function halfOf({ one, other }: SeenPair): number {
  return (one.isOne ? one : other).number % 2
}

/** Brightness of the whole, its spread, and of each corner and the rim; whoever scrapes gets these for nothing. */
async function featuresOf(picture: Buffer): Promise<number[]> {
  const { data, info } = await sharp(picture)
    .greyscale()
    .resize(60, 16, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const tones = Array.from({ length: info.width * info.height }, (_, at) =>
    Number(data[at * info.channels]),
  )
  const sorted = tones.toSorted((a, b) => a - b)
  const rim = tones.filter((_, at) => {
    const [x, y] = [at % info.width, Math.floor(at / info.width)]
    return x < 3 || y < 2 || x >= info.width - 3 || y >= info.height - 2
  })
  const steps = tones.slice(1).map((tone, at) => Math.abs(tone - (tones[at] ?? 0)))
  const quantiles = [0.05, 0.25, 0.5, 0.75, 0.9, 0.99].map(
    (share) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0,
  )
  const spreads = [tones, rim, steps].flatMap((list) => [mean(list), spread(list)])
  return [...quantiles, ...spreads]
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

function spread(numbers: readonly number[]): number {
  const middle = mean(numbers)
  return Math.sqrt(mean(numbers.map((number) => (number - middle) ** 2)))
}
