import { fitsHeard } from '../../corpus/synthetic/fits-heard.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { Context } from '../context.ts'

const sourcesMax = 500
const sourcesAtOnce = 50
const wordsMax = 1_000

/** Words that a corpus knows the readings of, and that can be spoken and typed; the first thousand. */
export async function wordsKnownTo(
  { store: { sources, items }, stop }: Pick<Context, 'store' | 'stop'>,
  { organisation, name }: Pick<Corpus, 'organisation' | 'name'>,
): Promise<string[]> {
  const words = new Map<string, string>()
  let after = ''
  for (let read = 0; read < sourcesMax && !stop.aborted; read += sourcesAtOnce) {
    const some = await sources.list(organisation, name, after, sourcesAtOnce)
    for (const { id } of some)
      for (const { label, status } of await items.ofSource(organisation, id)) {
        const word = label?.trim() ?? ''
        if (status !== 'known' || !fitsHeard(word)) continue
        words.set(word.toLowerCase(), word)
        if (words.size >= wordsMax) return [...words.values()]
      }
    const last = some.at(-1)
    if (!last) break
    after = last.id
  }
  return [...words.values()]
}
