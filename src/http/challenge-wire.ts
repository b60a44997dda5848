import { z } from 'zod'
import type { Challenge, Given } from '../model/challenge.ts'
import { cleanText } from '../text/clean-text.ts'
import { servedSize } from '../model/picture.ts'
import type { OcapiAnswer, OcapiChallenge } from '../wire/ocapi.ts'

const idLengthMax = 100
const languageLengthMax = 35
const textLengthMax = 200
const imagesMax = 20

/** An id as it comes in: of a site, a challenge or a picture. */
export const idShape = z.string().min(1).max(idLengthMax)

/** The page's language as it comes in, a BCP 47 tag. */
export const languageShape = z.string().max(languageLengthMax).optional()

/** The texts of an answer as they come in, by the ids of the pictures. */
export const textsShape = z
  .record(idShape, z.string().max(textLengthMax))
  .refine((texts) => Object.keys(texts).length <= imagesMax, `at most ${imagesMax} answers`)

/** The pictures picked as they come in. */
export const selectedShape = z.array(idShape).max(imagesMax)

/** What is said of an answer that is none. */
export const noAnswer = 'Give a text for each picture of the challenge, or the pictures picked.'

/** Reads what a visitor gave. */
export function givenOf(body: OcapiAnswer): Given {
  return 'selected' in body
    ? { kind: 'classification', selected: new Set(body.selected) }
    : { kind: 'transcription', texts: new Map(Object.entries(body.answers).map(cleanEntry)) }
}

// A reading is kept as it was typed, but for signs that no hand has written.
function cleanEntry([imageId, text]: [string, string]): [string, string] {
  return [imageId, cleanText(text) ?? '']
}

/** A challenge as the browser gets it, field by field. */
export function wireOf(challenge: Challenge, now: number): OcapiChallenge {
  const { widthPixels, heightPixels } = servedSize[challenge.kind]
  return {
    challenge_id: challenge.id,
    type: challenge.kind,
    ...(challenge.keyword === null ? {} : { keyword: challenge.keyword }),
    language: challenge.language,
    direction: challenge.direction,
    images: challenge.items.map(({ imageId }) => ({
      id: imageId,
      url: `/api/picture/${challenge.id}/${imageId}`,
      width: widthPixels,
      height: heightPixels,
    })),
    credits: challenge.credits.map(({ text, url, licence }) => ({ text, url, licence })),
    expires_in_seconds: Math.floor((challenge.expiresAtMs - now) / 1000),
  }
}
