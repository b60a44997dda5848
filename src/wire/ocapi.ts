/** `GET {base}/challenge/<client_id>`: a challenge for the browser. Nothing in it tells known from unknown. */
export type OcapiChallenge = {
  challenge_id: string
  /** The name of the challenge's kind; a page that does not know it shows no challenge. */
  type: string
  /** What is asked for, in the visitor's language where it has a name there; only in a classification. */
  keyword?: string
  /** BCP 47 tag of the keyword. */
  keyword_language?: string
  /** BCP 47 tag and direction of the text in the pictures. */
  language: string
  direction: 'ltr' | 'rtl'
  /** In display order. `url` starts with `/` and is resolved against the service's origin. */
  images: { id: string; url: string; width: number; height: number }[]
  credits: { text: string; url: string | null; licence: string }[]
  /** Seconds within which an answer is accepted. */
  expires_in_seconds: number
}

/**
 * `POST {base}/challenge/<client_id>/<challenge_id>`: the answer in the shape of the challenge's kind: texts by
 * image id (`answers`), or the ids of the images picked (`selected`).
 */
export type OcapiAnswer = { answers: Record<string, string> } | { selected: string[] }

/** What the answer was worth. `expires_in_seconds`: how long a site can still check a validated challenge. */
export type OcapiVerdict =
  { state: 'validated'; expires_in_seconds: number } | { state: 'rejected' }

/** `GET {base}/state/<client_id>/<challenge_id>`: what the site's server gets. */
export type OcapiState = { state: 'created' | 'validated' | 'rejected' }

/** `GET /ocapi/releases.json`: every payload with its address and Subresource Integrity value. */
export type OcapiReleases = {
  releases: {
    version: string
    /** Path below the service's origin. */
    path: string
    integrity: string
    sizeBytes: number
    /** The end of the base URL that this version is used with. */
    base: '/v2' | '/v1' | ''
    status: 'stable' | 'maintained' | 'old' | 'legacy'
  }[]
}
