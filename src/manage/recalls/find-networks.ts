import { kindNamed, type Agreement } from '../../kinds/kind.ts'
import type { Label } from '../../model/answer.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Reading } from '../../model/reading.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'

const labelsMax = 1_000

/**
 * The networks that gave an item of a corpus the reading it has now. They are found through the labels of the
 * item, and their names, which are hashes, are never shown.
 */
export async function findNetworks(
  { store, kinds }: Pick<Context, 'store' | 'kinds'>,
  corpus: Corpus,
  itemId: string,
): Promise<string[] | Refused> {
  const { readings } = store
  const reading = await readings.find(corpus.organisation, itemId)
  if (reading?.corpus !== corpus.name)
    return { refused: 'no_reading', item: itemId, corpus: corpus.name }
  const labels = await readings.labelsOf(corpus.organisation, itemId, labelsMax)
  const agreement = kindNamed(kinds, corpus.kind).agreement(corpus.textPolicy)
  const giving = labels.filter((label) => isFor(label, reading, agreement))
  const networks = [...new Set(giving.map(({ networkHash }) => networkHash))].toSorted()
  return networks.length > 0 ? networks : { refused: 'no_label_for_reading' }
}

function isFor(label: Label, { text }: Reading, { voteOf, keyOf }: Agreement): boolean {
  const vote = voteOf(label)
  return vote !== null && vote.isYes && vote.key === keyOf(text)
}
