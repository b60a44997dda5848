import type { WireWay, WorkBody } from '../../wire/challenge.ts'

/**
 * One thing that a challenge shows: where it is (an absolute URL), its size in pixels, and how long it lasts; 1
 * where the service does not say. A picture that came with the challenge is there already, else it has no bytes.
 */
export type Medium = {
  id: string
  url: string
  width: number
  height: number
  _durationSeconds: number
  _bytes: Uint8Array<ArrayBuffer> | undefined
}

/** Whose heritage is shown. */
export type ShownCredit = { text: string; url: string; licence: string }

/** A challenge as the widget shows it, whichever public contract brought it. */
export type ShownChallenge = {
  id: string
  /** What is asked for, and the BCP 47 tag of its language; empty where nothing is. */
  _keyword: string
  _keywordLanguage: string
  /** BCP 47 tag and direction of the text in the items. */
  _language: string
  _direction: 'ltr' | 'rtl'
  /** In the order in which they are shown. */
  _media: readonly Medium[]
  _credits: readonly ShownCredit[]
  /** What stands in their place after a right answer. */
  _thanks: readonly ShownCredit[]
  /** What there is to do in a challenge by neither eye nor ear, which shows nothing. */
  _work: WorkBody
  /** The way by which it is answered, and those there are; empty if the service says nothing of them. */
  _way: string
  _ways: readonly WireWay[]
  /** Seconds within which it can be answered. */
  _seconds: number
}
