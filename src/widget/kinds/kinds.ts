import type { ShownChallenge } from '../core/challenge.ts'
import { classificationView } from './classification/view.ts'
import type { KindView } from './kind.ts'
import { transcriptionView } from './transcription/view.ts'

/** Every kind of challenge the widget can show. */
export const kindViews: Readonly<Record<ShownChallenge['_kind'], KindView>> = {
  transcription: transcriptionView,
  classification: classificationView,
}

/** The view of a challenge's kind; a challenge of a kind that `isKind` refuses never comes so far. */
export function kindOf({ _kind: kind }: ShownChallenge): KindView {
  const view = kindViews[kind]
  if (!view) throw new Error(kind)
  return view
}

/** Says whether the widget can show a kind of challenge. */
export function isKind(name: unknown): name is ShownChallenge['_kind'] {
  return Object.keys(kindViews).some((kind) => kind === name)
}
