import { kinds } from '../../src/kinds/kinds.ts'
import { kindNamed } from '../../src/kinds/kind.ts'
import type { StopRules } from '../../src/model/stop-rules.ts'

/** The stop rules of a corpus of that kind that says nothing else. */
export function stopRulesOf(kind: string): StopRules {
  return kindNamed(kinds, kind).stopRules
}
