import type { KindViews } from '../kind.ts'
import { listeningView } from './view.ts'

/** The kinds that are known once this script has come. */
export const known: KindViews = [listeningView]
