import type { Attack } from '../attack.ts'
import { reports } from './f01-reports.ts'
import { lies } from './f02-lies.ts'
import { wrongAnswers } from './f03-wrong-answers.ts'
import { showings } from './f05-showings.ts'
import { origins } from './f06-origins.ts'
import { machines } from './f07-machines.ts'
import { commonestWord } from './f08-commonest-word.ts'
import { looks } from './f09-looks.ts'
import { load } from './f10-load.ts'
import { edges } from './f11-edges.ts'
import { unasked } from './f12-unasked.ts'
import { skipping } from './f13-skipping.ts'
import { partners } from './f14-partners.ts'

/** The attacks of November 2026 by one person with a /48, in the order in which they were reported. */
export const abuse: readonly Attack[] = [
  reports,
  lies,
  wrongAnswers,
  showings,
  origins,
  machines,
  commonestWord,
  looks,
  load,
  edges,
  unasked,
  skipping,
  partners,
]
