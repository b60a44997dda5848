import { startFrame } from './adapter.ts'

startFrame()
