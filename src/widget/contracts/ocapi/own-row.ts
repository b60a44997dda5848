import type { OcapiRow } from './releases.ts'

// The build writes them in; only as values of their own do they lose their names.
declare const OCAPI_base: OcapiRow['base']
declare const OCAPI_placeholderIds: readonly string[]
declare const OCAPI_clientAttributes: readonly string[]
declare const OCAPI_baseUrlAttributes: readonly string[]
declare const OCAPI_gameModeAttributes: readonly string[]
declare const OCAPI_challengeFields: readonly string[]
declare const OCAPI_clientFields: readonly string[]
declare const OCAPI_events: readonly string[]
declare const OCAPI_wayHint: OcapiRow['_wayHint']

/** The row of the table of releases that this payload follows. */
export const ownRow: OcapiRow = {
  base: OCAPI_base,
  _placeholderIds: OCAPI_placeholderIds,
  _clientAttributes: OCAPI_clientAttributes,
  _baseUrlAttributes: OCAPI_baseUrlAttributes,
  _gameModeAttributes: OCAPI_gameModeAttributes,
  _challengeFields: OCAPI_challengeFields,
  _clientFields: OCAPI_clientFields,
  _events: OCAPI_events,
  _wayHint: OCAPI_wayHint,
}
