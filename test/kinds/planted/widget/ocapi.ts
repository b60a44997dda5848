import { ownRow } from '../../../../src/widget/contracts/ocapi/own-row.ts'
import { startOcapi } from '../../../../src/widget/contracts/ocapi/start.ts'
import { kindViews } from '../../../../src/widget/kinds/kinds.ts'
import { pointingView } from '../../pointing/widget/view.ts'

// The payload, with one more line in the table of views.
startOcapi(ownRow, document.currentScript, [...kindViews, pointingView])
