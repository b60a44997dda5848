import { testEngine } from './suite.ts'
import { openWebkitEngine } from './webkit-engine.ts'

testEngine('WebKit', openWebkitEngine)
