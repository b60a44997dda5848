import { isShown, type Corpus } from '../model/corpus.ts'
import { isDemoCorpus, isDemoSite } from '../model/demonstration.ts'
import type { Site } from '../model/site.ts'
import type { Random } from '../model/stores.ts'
import type { Way } from '../model/way.ts'
import { drawUnit } from '../model/chance.ts'
import { languageOfTag, scriptOfTag } from '../text/language-tags.ts'
import type { ChallengeContext } from './context.ts'

const tagsMax = 20
/** How much likelier a corpus in a language that the visitor reads is to come first than one in another. */
const readWeight = 8

/**
 * The corpora to try for a visitor, in random order. First come those that need no typing, or that are in a
 * script of the visitor's languages (every keyboard has Latin letters), and not heard in another language; among
 * these, one in a language that the visitor reads is more likely to come first. The others follow. Corpora that are
 * paused, embargoed or taken down are left out, as are those of another way than the one asked for, if any; and the
 * demonstration's are for its own sites only.
 */
export async function chooseCorpora(
  context: Pick<ChallengeContext, 'kinds' | 'clock' | 'random'> & {
    corpora: Pick<ChallengeContext['corpora'], 'list'>
  },
  site: Pick<Site, 'sitekey' | 'organisation' | 'corpora'>,
  languages: readonly string[],
  way: Way | null = null,
): Promise<Corpus[]> {
  const all = await context.corpora.list(site.organisation)
  const now = context.clock()
  const served = all.filter(
    (corpus) =>
      isShown(corpus, now) &&
      (way === null || context.kinds.get(corpus.kind)?.way === way) &&
      (site.corpora.length === 0 || site.corpora.includes(corpus.name)) &&
      (isDemoSite(site.sitekey) || !isDemoCorpus(corpus.name)),
  )
  const tags = languages.slice(0, tagsMax)
  const scripts = new Set(['Latn', 'Zyyy', ...tags.map(scriptOfTag)])
  const read = new Set(tags.map(languageOfTag).filter((language) => language !== null))
  const isTypeable = ({ kind, script }: Corpus): boolean =>
    context.kinds.get(kind)?.isTyped !== true || scripts.has(script)
  const isOwn = ({ language }: Corpus): boolean => read.has(languageOfTag(language) ?? '')
  // Nobody can write down what is said in a language that they do not speak.
  const isHeard = ({ kind }: Corpus): boolean => context.kinds.get(kind)?.way === 'ear'
  const fits = (corpus: Corpus): boolean =>
    isTypeable(corpus) && (isOwn(corpus) || !isHeard(corpus))
  const ordered = orderByWeight(context.random, served, (corpus) =>
    isOwn(corpus) ? readWeight : 1,
  )
  return [...ordered.filter(fits), ...ordered.filter((corpus) => !fits(corpus))]
}

// Weighted sampling without replacement (Efraimidis and Spirakis): each gets the key u^(1/weight).
function orderByWeight(
  random: Random,
  corpora: readonly Corpus[],
  weigh: (corpus: Corpus) => number,
): Corpus[] {
  return corpora
    .map((corpus) => ({ corpus, key: drawUnit(random) ** (1 / weigh(corpus)) }))
    .toSorted((a, b) => b.key - a.key)
    .map(({ corpus }) => corpus)
}
