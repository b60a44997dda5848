import { startOcapi } from '../../../../src/widget/contracts/ocapi/adapter.ts'
import type { OcapiRelease } from '../../../../src/widget/contracts/ocapi/releases.ts'
import { kindViews } from '../../../../src/widget/kinds/kinds.ts'
import { pointingView } from '../../pointing/widget/view.ts'

/** One row of the table of releases, written in by the build. */
declare const OCAPI_RELEASE: OcapiRelease

// The payload, with one more line in the table of views.
startOcapi(OCAPI_RELEASE, document.currentScript, [...kindViews, pointingView])
