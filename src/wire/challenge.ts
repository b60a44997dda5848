import type { Sentence } from './words.ts'

/**
 * A challenge for the browser, whichever contract it is asked through. Nothing in it tells known from unknown.
 *
 * A script that asks with `pictures: inline` gets the pictures with it if all of them were drawn ahead: the reply
 * is then the JSON, one zero byte, and the pictures as WebP. `bytes` says where after the zero byte each of them
 * begins and ends.
 */
export type ChallengeBody = {
  challenge_id: string
  /** The name of the challenge's kind; a page that does not know it shows no challenge. */
  type: string
  /** What is asked for, in the visitor's language where it has a name there; only in a classification. */
  keyword?: string
  /** BCP 47 tag of the keyword. */
  keyword_language?: string
  /** BCP 47 tag and direction of the text in the items. */
  language: string
  direction: 'ltr' | 'rtl'
  /** In display order. `url` starts with `/` and is resolved against the service's origin. */
  images: {
    id: string
    url: string
    width: number
    height: number
    bytes?: [from: number, to: number]
  }[]
  /** What a kind that shows no pictures has in their place, likewise; `images` is empty then. */
  media?: MediumBody[]
  /** Where the script with the view of this kind is, below the root of the service; absent if scripts have it. */
  view?: string
  /** What there is to do instead, in a challenge by neither eye nor ear. */
  work?: WorkBody
  /** The way by which it is answered, and those by which the site can be passed now. */
  way?: WireWay
  ways?: readonly WireWay[]
  /** Where the challenge's frame is, below the root; a page of Ocapi's contract opens it for what its script lacks. */
  frame?: string
  /** The sentences of that view, in the visitor's language. */
  words?: Readonly<Record<string, Sentence>>
  credits: { text: string; url: string | null; licence: string }[]
  /** What takes the place of the credits after a right answer; absent if nothing does. */
  thanks?: { text: string; url: string | null }[]
  /** Seconds within which an answer is accepted. */
  expires_in_seconds: number
}

/** A way of passing. */
export type WireWay = 'eye' | 'ear' | 'neither'

/**
 * Puzzles, numbered from 0: each is the Argon2id tag (RFC 9106) of 16 bytes of its number in eight digits, with the
 * challenge's id as salt, one lane, and so much memory and so many passes. The answer, `{"work": …}`, lists the tags in
 * base64url. It is too early until so many seconds after the challenge was asked for.
 */
export type WorkBody = {
  puzzles: number
  memory_kib: number
  passes: number
  floor_seconds: number
}

/** One thing to hear or see: its address, its media type, and its size or length as its kind has them. */
export type MediumBody = {
  id: string
  url: string
  type: string
  width?: number
  height?: number
  duration_seconds?: number
}

/**
 * An answer in the shape of the challenge's kind, which reads it: `{"answers": …}`, texts by image id, for a
 * transcription; `{"selected": …}`, the ids of the images picked, for a classification.
 */
export type AnswerBody = Readonly<Record<string, unknown>>
