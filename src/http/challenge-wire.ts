import { z } from 'zod'
import { readTags, type Work } from '../challenge/work.ts'
import { kindNamed, type Kinds } from '../kinds/kind.ts'
import type { Serving } from '../kinds/serving.ts'
import type { Challenge } from '../model/challenge.ts'
import type { Language } from '../model/language.ts'
import type { Site } from '../model/site.ts'
import { puzzleCost, ways, type Way } from '../model/way.ts'
import type { KindScriptFiles } from './published-files.ts'
import type { ChallengeBody } from '../wire/challenge.ts'
import { thanksOf } from './thanks.ts'

const idLengthMax = 100
const languageLengthMax = 35

/** The shape of an incoming id: of a site, a challenge or a picture; a line end behind it is left out. */
export const idShape = z.string().trim().min(1).max(idLengthMax)

/** The shape of a page's language, a BCP 47 tag. */
export const languageShape = z.string().max(languageLengthMax).optional()

/** The shape of the way that a script asks for. */
export const wayShape = z
  .enum([...ways, 'default'])
  .nullable()
  .default(null)

/** The message for a body that is not an answer. */
export const noAnswer =
  'Give a text for each picture of the challenge, or the ids of the selected pictures.'

/** Says whether the browser sent an answer of any kind; the challenge's own kind reads it later. */
export function isAnyAnswer(kinds: Kinds, answer: unknown): boolean {
  return (
    readTags(answer) !== null ||
    [...kinds.values()].some((kind) => kind.readAnswer(answer) !== null)
  )
}

/** What a refusal adds for the people who run a site that always asks for much, and whose corpora have too little. */
export function whyNothing({ difficulty }: Site): string | undefined {
  return difficulty === 'difficult'
    ? 'The site asks for difficult challenges, and none of its corpora has enough items for one.'
    : undefined
}

/** The time, the pictures that come in the reply, the language that the visitor reads, and the views to load. */
type Around = {
  now: number
  inline?: readonly Uint8Array[]
  language: Pick<Language, 'kinds' | 'thanks' | 'tag' | 'direction'>
  /** The ways by which the site can be passed now; null for a script that knows of none. */
  ways: readonly Way[] | null
  kindScripts: Pick<KindScriptFiles, 'paths'>
}

/** A challenge as the browser gets it, field by field; with the lengths of the pictures that come in the reply. */
export function wireOf(
  kinds: Kinds,
  challenge: Challenge,
  { now, inline = [], language, kindScripts, ways: had }: Around,
): ChallengeBody {
  const kind = kindNamed(kinds, challenge.kind)
  const view = kindScripts.paths.get(kind.name)
  const words = language.kinds[kind.name]
  const thanks = thanksOf(challenge, language)
  return {
    challenge_id: challenge.id,
    type: kind.name,
    ...kind.viewOf(challenge),
    language: challenge.language,
    direction: challenge.direction,
    ...shownOf(kind.serving, challenge, inline),
    ...(view ? { view, words } : {}),
    ...(had ? { way: kind.way, ways: had } : {}),
    credits: challenge.credits.map(({ text, url, licence }) => ({ text, url, licence })),
    ...(thanks ? { thanks: [thanks] } : {}),
    expires_in_seconds: Math.floor((challenge.expiresAtMs - now) / 1000),
  }
}

/** Work as the browser gets it: its view, in the visitor's language, and what there is to do. */
export function wireOfWork(
  { id, puzzles, floorMs, expiresAtMs }: Work,
  { now, language, kindScripts, ways: had }: Around,
): ChallengeBody {
  const words = language.kinds['work']
  const view = kindScripts.paths.get('work')
  return {
    challenge_id: id,
    type: 'work',
    work: {
      puzzles,
      memory_kib: puzzleCost.memoryKib,
      passes: puzzleCost.passes,
      floor_seconds: floorMs / 1000,
    },
    language: language.tag,
    direction: language.direction,
    images: [],
    ...(view ? { view, words } : {}),
    ...(had ? { way: 'neither', ways: had } : {}),
    credits: [],
    expires_in_seconds: Math.floor((expiresAtMs - now) / 1000),
  }
}

function shownOf(
  serving: Serving,
  challenge: Challenge,
  inline: readonly Uint8Array[],
): Pick<ChallengeBody, 'images' | 'media'> {
  if (serving.list === 'images') {
    const images = listShown(challenge, '/api/picture', serving.facts)
    return { images: inline.length === 0 ? images : placeInline(images, inline) }
  }
  return { images: [], media: listShown(challenge, '/api/media', serving.facts) }
}

function placeInline<Image extends object>(
  images: readonly Image[],
  inline: readonly Uint8Array[],
): (Image & { bytes: [from: number, to: number] })[] {
  let from = 0
  return images.map((image, index) => {
    const to = from + (inline[index]?.length ?? 0)
    const placed = { ...image, bytes: [from, to] satisfies [number, number] }
    from = to
    return placed
  })
}

function listShown<Facts extends object>(
  { id, items }: Challenge,
  address: string,
  facts: Facts,
): ({ id: string; url: string } & Facts)[] {
  return items.map(({ imageId }) => ({
    id: imageId,
    url: `${address}/${id}/${imageId}`,
    ...facts,
  }))
}
