import { kindViews } from '../../kinds/kinds.ts'
import { ownRow } from './own-row.ts'
import { startOcapi } from './start.ts'

startOcapi(ownRow, document.currentScript, kindViews)
