import type { Challenge } from '../core/challenge.ts'
import { classification } from './classification/view.ts'
import type { KindView } from './kind.ts'
import { transcription } from './transcription/view.ts'

/** Every kind of challenge the widget can show. */
export const kinds: Readonly<Record<Challenge['kind'], KindView>> = {
  transcription,
  classification,
}

/** The view of a challenge's kind; a challenge of a kind that `isKind` refuses never comes so far. */
export function kindOf({ kind }: Challenge): KindView {
  const view = kinds[kind]
  if (!view) throw new Error(kind)
  return view
}

/** Says whether the widget can show a kind of challenge. */
export function isKind(name: unknown): name is Challenge['kind'] {
  return Object.keys(kinds).some((kind) => kind === name)
}
