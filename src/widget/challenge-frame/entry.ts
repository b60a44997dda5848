import { kindViews } from '../kinds/kinds.ts'
import { startFrame } from './adapter.ts'

startFrame(kindViews)
