/** What one published version of the Ocapi payload reads from the page and writes into it; names in order of preference. */
export type OcapiRelease = {
  version: string
  status: 'stable' | 'maintained' | 'old' | 'legacy'
  /** Ending of the base URL, after the origin, when the page gives none. */
  base: '/v2' | '/v1' | ''
  placeholderIds: readonly string[]
  clientAttributes: readonly string[]
  baseUrlAttributes: readonly string[]
  gameModeAttributes: readonly string[]
  challengeFields: readonly string[]
  clientFields: readonly string[]
  /** Sent to the document at each validation. */
  events: readonly string[]
}

const deprecated = {
  placeholderIds: ['captchan-challenge'],
  clientAttributes: ['data-captchan-client'],
  baseUrlAttributes: ['data-captchan-base-url'],
  gameModeAttributes: [],
  challengeFields: ['captchan-challenge-id'],
  clientFields: ['captchan-client-id'],
  events: [],
} as const

const current = {
  placeholderIds: ['ocapi-challenge', ...deprecated.placeholderIds],
  clientAttributes: ['data-ocapi-client', ...deprecated.clientAttributes],
  baseUrlAttributes: ['data-ocapi-base-url', ...deprecated.baseUrlAttributes],
  gameModeAttributes: [],
  challengeFields: [...deprecated.challengeFields, 'ocapi-challenge-id'],
  clientFields: [...deprecated.clientFields, 'ocapi-client-id'],
  events: ['ocapi-challenge-validated'],
} as const

/** Every version that is served, newest first; the one code of the widget follows a row of it. */
export const ocapiReleases: readonly OcapiRelease[] = [
  {
    ...current,
    version: '0.4.2',
    status: 'stable',
    base: '/v2',
    gameModeAttributes: ['data-ocapi-game-mode'],
  },
  { ...current, version: '0.3.2', status: 'maintained', base: '/v1' },
  { ...deprecated, version: '0.3.1', status: 'old', base: '' },
  { ...deprecated, version: '0.3.0', status: 'old', base: '', clientFields: [] },
  {
    ...deprecated,
    version: '0.2.1',
    status: 'legacy',
    base: '',
    clientFields: [],
    baseUrlAttributes: [],
  },
]
