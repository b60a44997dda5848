import { chanceOf, drawFrom } from './service-chance.ts'
import { slip } from './service-misreading.ts'

/** The visitors: the share of bots, and how often bots know which picture decides. */
export type World = { name: string; bots: number; botsKnow: number }

/** A visitor: an address, and answers to pictures. */
export type Visitor = {
  address: string
  /** Whether the visitor finds a picture unreadable, and so reports it and leaves. */
  findsUnreadable: (picture: Picture) => boolean
  /** The texts typed for the pictures, in their order. */
  answer: (pictures: readonly Picture[]) => string[]
}

/** A picture as a person sees it; `truth` is null if nothing can be read. */
export type Picture = { region: string; truth: string | null; decides: boolean }

/** People: their error rates per word, and the share of hard items; after labels.md, section 4.1. */
const people = {
  mistyped: 0.04,
  hard: 0.15,
  hardWrong: 0.35,
  popularShare: 0.4,
  sloppy: { share: 0.1, timesWorse: 3 },
  smallLetters: 0.05,
  noMarks: 0.05,
  unreadable: { easy: 0.002, hard: 0.02 },
  comesBack: 0.3,
  networks: 200,
} as const

/** Half of the bots type random words, the others agree on a wrong text; each half has this many networks. */
const botNetworks = 8

/** Opens a stream of visitors, the same for the same seed. */
export function openVisitors(
  { bots, botsKnow }: World,
  { seed, lexicon }: { seed: number; lexicon: readonly string[] },
): () => Visitor {
  const chance = chanceOf('visitors', seed)
  let fresh = 0
  return () => {
    if (chance() < bots)
      return chance() < 0.5
        ? randomBot(chance, lexicon)
        : colludingBot(chance, { lexicon, botsKnow })
    const network = chance() < people.comesBack ? Math.floor(chance() * people.networks) : null
    return person(chance, network === null ? addressOf(20, (fresh += 1)) : addressOf(10, network))
  }
}

// Each number has a network of its own.
function addressOf(first: number, number: number): string {
  return `${first + Math.floor(number / 65_536)}.${Math.floor(number / 256) % 256}.${number % 256}.7`
}

function person(chance: () => number, address: string): Visitor {
  const worse = chance() < people.sloppy.share ? people.sloppy.timesWorse : 1
  return {
    address,
    findsUnreadable: ({ region, truth }) =>
      truth === null || chance() < people.unreadable[isHard(region) ? 'hard' : 'easy'],
    answer: (pictures) =>
      pictures.map(({ region, truth }) =>
        typed(readBy(chance, { region, truth: truth ?? '', worse }), chance),
      ),
  }
}

function isHard(region: string): boolean {
  return chanceOf('hard', region)() < people.hard
}

type Look = { region: string; truth: string; worse: number }

function readBy(chance: () => number, { region, truth, worse }: Look): string {
  if (isHard(region) && chance() < Math.min(0.9, people.hardWrong * worse))
    return chance() < people.popularShare ? popularMisreading(region, truth) : slip(truth, chance)
  return truth
    .split(' ')
    .map((word) => (chance() < people.mistyped * worse ? slip(word, chance) : word))
    .join(' ')
}

/** The most frequent misreading of a region. */
function popularMisreading(region: string, truth: string): string {
  return slip(truth, chanceOf('popular', region))
}

// Keyboards have no long s and no curly apostrophe, and some people ignore capitals and accents.
function typed(text: string, chance: () => number): string {
  let plain = text.replaceAll('ſ', 's').replaceAll('’', "'").replaceAll('¬', '-')
  if (chance() < people.smallLetters) plain = plain.toLowerCase()
  if (chance() < people.noMarks) plain = plain.normalize('NFD').replace(/\p{M}/gu, '')
  return plain
}

function randomBot(chance: () => number, lexicon: readonly string[]): Visitor {
  return {
    address: addressOf(60, Math.floor(chance() * botNetworks)),
    findsUnreadable: () => false,
    answer: (pictures) => pictures.map(() => drawFrom(chance, lexicon)),
  }
}

/** A bot that answers the picture rightly that it takes for the deciding one, and the others as all such bots do. */
function colludingBot(
  chance: () => number,
  { lexicon, botsKnow }: { lexicon: readonly string[]; botsKnow: number },
): Visitor {
  return {
    address: addressOf(70, Math.floor(chance() * botNetworks)),
    findsUnreadable: () => false,
    answer: (pictures) => {
      const knows = chance() < botsKnow
      return pictures.map(({ region, truth, decides }) =>
        decides === knows && truth !== null
          ? typed(truth, chance)
          : agreedText(region, truth, lexicon),
      )
    },
  }
}

// A wrong word of the same archive, the same for all bots.
function agreedText(region: string, truth: string | null, lexicon: readonly string[]): string {
  const chance = chanceOf('plot', region)
  for (let tries = 0; tries < 10; tries++) {
    const word = drawFrom(chance, lexicon)
    if (word !== truth) return word
  }
  throw new Error('The archive has only one word.')
}
