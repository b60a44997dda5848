import { kindViews } from '../../kinds/kinds.ts'
import { startOcapi } from './adapter.ts'
import type { OcapiRelease } from './releases.ts'

/** One row of the table of releases, written in by the build. */
declare const OCAPI_RELEASE: OcapiRelease

startOcapi(OCAPI_RELEASE, document.currentScript, kindViews)
