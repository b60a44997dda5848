import type { Corpus } from '../model/corpus.ts'
import type { Site } from '../model/site.ts'
import { shuffle } from './chance.ts'
import type { World } from './world.ts'

const tagsMax = 20

/**
 * The corpora to try for a visitor, in an order of chance: first those to look at or in a script the
 * visitor's languages are written in (Latin letters are on every keyboard), then the others.
 */
export const chooseCorpora = async (
  world: World,
  site: Site,
  languages: readonly string[],
): Promise<Corpus[]> => {
  const all = await world.records.listCorpora()
  const served = all.filter(({ name }) => site.corpora.length === 0 || site.corpora.includes(name))
  const scripts = scriptsOf(languages)
  const isTypeable = (corpus: Corpus): boolean =>
    corpus.kind === 'classification' || scripts.has(corpus.script)
  const shuffled = shuffle(world.random, served)
  return [...shuffled.filter(isTypeable), ...shuffled.filter((corpus) => !isTypeable(corpus))]
}

const scriptsOf = (languages: readonly string[]): Set<string> => {
  const scripts = new Set(['Latn', 'Zyyy'])
  for (const tag of languages.slice(0, tagsMax)) scripts.add(scriptOf(tag))
  return scripts
}

const scriptOf = (tag: string): string => {
  try {
    return new Intl.Locale(tag).maximize().script ?? 'Zyyy'
  } catch {
    return 'Zyyy'
  }
}
