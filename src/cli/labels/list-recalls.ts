import { commandOf } from '../../labels/recalled.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { OpenedStore, Result } from '../command.ts'
import { instantOf } from '../../manage/instants.ts'
import { cell } from '../print.ts'

/** Lists what was recalled of a corpus, a line for each command; lifted ones too. */
export async function listRecalls({ recalls }: OpenedStore, { name }: Corpus): Promise<Result> {
  const shown = [...Map.groupBy(await recalls.list(name), commandOf)].map(
    ([id, [first, ...more]]) => ({
      id,
      at: instantOf(first?.recalledAtMs ?? 0),
      networks: first?.networkHash == null ? null : 1 + more.length,
      from: first?.fromMs == null ? null : instantOf(first.fromMs),
      to: first?.toMs == null ? null : instantOf(first.toMs),
      reason: first?.reason ?? '',
      lifted: first?.liftedAtMs == null ? null : instantOf(first.liftedAtMs),
    }),
  )
  const lines = shown.map(({ id, at, networks, from, to, reason, lifted }) => {
    const what = networks === null ? `labels from ${from} to ${to}` : `${networks} networks`
    return `${id}  ${at}  ${what}: ${cell(reason)}${lifted === null ? '' : `; lifted ${lifted}`}`
  })
  return { text: lines.join('\n') || `Nothing of “${name}” is recalled.`, json: shown }
}
