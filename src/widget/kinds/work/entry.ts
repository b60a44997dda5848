import type { KindViews } from '../kind.ts'
import { workView } from './view.ts'

/** What is known once this script has come. */
export const known: KindViews = [workView]
