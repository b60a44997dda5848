import { openPlaywrightEngine } from './playwright-engine.ts'
import { testEngine } from './suite.ts'

testEngine('Chromium', () => openPlaywrightEngine('Chromium'))
