import type { Say, Word } from '../words/language.ts'
import type { KnownChallenge } from './challenge.ts'

/** Says the box's sentences in the words of the challenge's kind, where it has its own. */
export function sayForKind({ _kind: { _wording: wording } }: KnownChallenge, say: Say): Say {
  return (word, values) => say((wording[word] ?? word) as Word, values)
}
