import { startFrame } from './face.ts'

startFrame()
