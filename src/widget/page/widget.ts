import type { WordsFile } from '../../wire/words.ts'
import type { Checkbox } from './checkbox.ts'
import type { Dialog } from './dialog.ts'
import type { WidgetFields } from './fields.ts'
import type { Asked, PageOptions } from './options.ts'
import type { Sentences } from './sentences.ts'

/** What a promise of `execute` gives. */
export type Response = { response: string; key: string }

/** One widget of a page. */
export type PageWidget = {
  readonly id: string
  readonly _container: Element
  readonly _options: PageOptions
  _sentences: Sentences
  /** The words of the visitor's language; null until they have come. */
  _words: WordsFile | null
  readonly _fields: WidgetFields
  readonly _checkbox: Checkbox
  _dialog: Dialog | null
  /** `asking`: the service is asked; `open`: the visitor is; `passed`: there is a token. */
  _phase: 'idle' | 'asking' | 'open' | 'passed'
  /** Incremented at each beginning and end, so that late messages can be recognised. */
  _turn: number
  _key: string
  _asked: Asked
  /** What promises wait for: a response, or else the code of why there is none. */
  _waiting: ((code: string, response?: Response) => void)[]
  /** Calls off the end of the challenge or of the token. */
  _cancelExpiry?: () => void
  /** Whether the page has left it in place. */
  _isInPage: () => boolean
  /** Gives the page's own button back. */
  _unbind?: () => void
}
