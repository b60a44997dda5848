import type { PinnedScript } from './script.ts'

// Ocapi's challenges and answers are those of every contract: see `challenge.ts`. This is what it adds.

/** `POST {base}/challenge/<client_id>/<challenge_id>`: what the answer was worth. `expires_in_seconds`: how long a site can still check a validated challenge. */
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
  /** What payloads load for the few visitors who need it; each has its integrity value. */
  more: PinnedScript
}
