import { openPlaywrightEngine } from './playwright-engine.ts'
import { testEngine } from './suite.ts'

testEngine('Firefox', () => openPlaywrightEngine('Firefox'))
