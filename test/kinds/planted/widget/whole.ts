import type { KindView, View } from '../../../../src/widget/kinds/kind.ts'
import { pointingView } from '../../pointing/widget/view.ts'

const { name, css, _wording, _show } = pointingView

// Type checking fails if one of these compiles, or if a part becomes optional.
// @ts-expect-error it has no name
const nameless: KindView = { css, _wording, _show }
// @ts-expect-error it has no style
const unstyled: KindView = { name, _wording, _show }
// @ts-expect-error it has no words
const wordless: KindView = { name, css, _show }
// @ts-expect-error it is not shown
const unshown: KindView = { name, css, _wording }
const shown = { _element: document.body, _firstField: document.body }
// @ts-expect-error what it shows has no answer
const unanswered: View = shown

type MayLack = keyof {
  [Part in keyof KindView as object extends Pick<KindView, Part> ? Part : never]: 1
}
const mayLackNothing: [MayLack] extends [never] ? true : false = true

/** Views that each lack a part. */
export const broken = [nameless, unstyled, wordless, unshown, unanswered, mayLackNothing]
