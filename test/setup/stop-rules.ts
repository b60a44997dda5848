import { kinds } from '../../src/kinds/kinds.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import type { StopRules } from '../../src/model/stop-rules.ts'

/** The default stop rules of a corpus of a kind. */
export function stopRulesOf(kind: string): StopRules {
  return kindNamed(kinds, kind).stopRules
}
