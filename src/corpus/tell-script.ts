import type { ItemStage, ItemStatus } from '../model/item.ts'
import type { ImportDesk } from './desk.ts'
import { scriptOf, unknownScript } from './script.ts'

type Told = { status: ItemStatus; stage: ItemStage; label: string | null }

/** Tells of a known text that is unfit because its corpus is in another script; `what` is its file. */
export const tellOtherScript = (
  { status, stage, label }: Told,
  what: string,
  { corpus, skips }: Pick<ImportDesk, 'corpus' | 'skips'>,
): void => {
  if (status !== 'known' || stage !== 'unfit' || corpus.script === unknownScript) return
  const script = scriptOf([label ?? ''])
  if (script === unknownScript || script === corpus.script) return
  skips.add({ what, code: 'other_script', detail: nameOf(script) })
}

const nameOf = (script: string): string =>
  new Intl.DisplayNames('en', { type: 'script' }).of(script) ?? script
