import type { ItemStage, ItemStatus } from '../../model/item.ts'
import type { ImportSession } from './session.ts'
import { scriptOf, unknownScript } from '../../text/script.ts'

type ItemText = { status: ItemStatus; stage: ItemStage; label: string | null }

/** Reports a known text that is unfit because its corpus is in another script; `what` is its file. */
export function skipOtherScript(
  { status, stage, label }: ItemText,
  what: string,
  { corpus, skips }: Pick<ImportSession, 'corpus' | 'skips'>,
): void {
  if (status !== 'known' || stage !== 'unfit' || corpus.script === unknownScript) return
  const script = scriptOf([label ?? ''])
  if (script === unknownScript || script === corpus.script) return
  skips.add({ what, code: 'other_script', detail: nameOf(script) })
}

function nameOf(script: string): string {
  return new Intl.DisplayNames('en', { type: 'script' }).of(script) ?? script
}
