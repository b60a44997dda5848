import { chooseCorpora } from '../../challenge/choose-corpora.ts'
import type { Context } from '../context.ts'

/** The sites that ask visitors and have no corpus to ask them by ear, such as those from before there were any. */
export async function findWithoutEar({
  store,
  kinds,
  clock,
  random,
}: Pick<Context, 'store' | 'kinds' | 'clock' | 'random'>): Promise<string[]> {
  const { corpora, organisations, sites } = store
  const sitekeys: string[] = []
  for (const { id } of await organisations.list())
    for (const site of await sites.list(id)) {
      if (site.mode === 'invisible') continue
      const heard = await chooseCorpora({ corpora, kinds, clock, random }, site, [], 'ear')
      if (heard.length === 0) sitekeys.push(site.sitekey)
    }
  return sitekeys
}
