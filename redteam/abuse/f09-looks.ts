import sharp from 'sharp'
import { percent, type Attack } from '../attack.ts'
import { fitLogistic, type Sample } from '../logistic.ts'
import { ask, recognise } from '../visit.ts'

const plan = {
  known: 120,
  unknown: 120,
  looks: { known: { paper: 225, grain: 3 }, unknown: { paper: 215, grain: 8 } },
}

/** Pages with a text and pages without one look different; features of pixels tell them apart. */
export const looks: Attack = {
  name: 'F9',
  title: 'tell the decider by how its page looks',
  before: 'the decider was told by 18 features of pixels in 73–84 %',
  right: 'at most 55 %',
  run: async (lab, size) => {
    const target = await lab.open(plan)
    const site = await target.addSite()
    const pairs: [Sample, Sample][] = []
    for (let n = 0; n < (size === 'full' ? 240 : 80); n += 1) {
      const from = `10.2.${n % 250}.1`
      const challenge = await ask(target, site, from)
      if (typeof challenge === 'number') break
      const { numbers } = await recognise(target, challenge, from)
      const samples = await Promise.all(
        challenge.images.map(async ({ url }, at) => {
          const picture = await target.client.send({ path: url, from })
          return {
            features: await featuresOf(picture.bytes),
            isOne: (numbers[at] ?? 0) < plan.known,
          }
        }),
      )
      const [one, other] = samples
      if (one && other && one.isOne !== other.isOne) pairs.push([one, other])
    }
    const half = Math.floor(pairs.length / 2)
    const scoreOf = fitLogistic(pairs.slice(0, half).flat())
    const told = pairs.slice(half).filter(([one, other]) => {
      const isOneFirst = scoreOf(one.features) > scoreOf(other.features)
      return isOneFirst === one.isOne
    }).length
    const asked = pairs.length - half
    return [
      {
        what: `the decider of ${asked} pairs, by 12 features learnt on as many others`,
        measured: percent(told, asked),
        holds: told / asked <= 0.55,
      },
    ]
  },
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
