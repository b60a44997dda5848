/** One published version of the Ocapi payload. */
export type OcapiRelease = OcapiRow & {
  version: string
  status: 'stable' | 'maintained' | 'old' | 'legacy'
}

/** What a version reads from the page and writes into it; names in order of preference. */
export type OcapiRow = {
  /** Ending of the base URL, after the origin, when the page gives none. */
  base: '/v2' | '/v1' | ''
  _placeholderIds: readonly string[]
  _clientAttributes: readonly string[]
  _baseUrlAttributes: readonly string[]
  _gameModeAttributes: readonly string[]
  _challengeFields: readonly string[]
  _clientFields: readonly string[]
  /** What it adds to the query for a challenge to say that it knows of the ways of passing. */
  _wayHint: '&way=default' | ''
  /** Sent to the document at each validation. */
  _events: readonly string[]
}

const deprecated = {
  _placeholderIds: ['captchan-challenge'],
  _clientAttributes: ['data-captchan-client'],
  _baseUrlAttributes: ['data-captchan-base-url'],
  _gameModeAttributes: [],
  _challengeFields: ['captchan-challenge-id'],
  _clientFields: ['captchan-client-id'],
  _events: [],
  _wayHint: '&way=default',
} as const

const current = {
  _placeholderIds: ['ocapi-challenge', ...deprecated._placeholderIds],
  _clientAttributes: ['data-ocapi-client', ...deprecated._clientAttributes],
  _baseUrlAttributes: ['data-ocapi-base-url', ...deprecated._baseUrlAttributes],
  _gameModeAttributes: [],
  _challengeFields: [...deprecated._challengeFields, 'ocapi-challenge-id'],
  _clientFields: [...deprecated._clientFields, 'ocapi-client-id'],
  _events: ['ocapi-challenge-validated'],
  _wayHint: '&way=default',
} as const

/** Every version that is served, newest first; the one code of the widget follows a row of it. */
export const ocapiReleases: readonly OcapiRelease[] = [
  {
    ...current,
    version: '0.4.2',
    status: 'stable',
    base: '/v2',
    _gameModeAttributes: ['data-ocapi-game-mode'],
  },
  { ...current, version: '0.3.2', status: 'maintained', base: '/v1' },
  { ...deprecated, version: '0.3.1', status: 'old', base: '' },
  { ...deprecated, version: '0.3.0', status: 'old', base: '', _clientFields: [], _wayHint: '' },
  {
    ...deprecated,
    version: '0.2.1',
    status: 'legacy',
    base: '',
    _clientFields: [],
    _baseUrlAttributes: [],
    _wayHint: '',
  },
]
