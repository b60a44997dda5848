import { watchEnd } from '../../core/extend.ts'
import { playRound } from '../../core/play-round.ts'
import { makeReport } from '../../core/report.ts'
import type { MoreScript } from './load-more.ts'
import { showFrame } from './show-frame.ts'

// Whoever loads this script finds it at its own element.
Object.assign(document.currentScript as MoreScript, {
  _more: {
    _watchEnd: watchEnd,
    _showFrame: showFrame,
    _makeReport: makeReport,
    _playRound: playRound,
  },
} satisfies Pick<MoreScript, '_more'>)
