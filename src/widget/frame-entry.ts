import { startFrame } from './frame-face.ts'

startFrame()
