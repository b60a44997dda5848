import type { Challenge, ContractName } from '../model/challenge.ts'
import type { Corpus } from '../model/corpus.ts'
import type { Site } from '../model/site.ts'
import type { Way } from '../model/way.ts'
import { openDrawingPool } from '../kinds/draw.ts'
import { chooseCorpora } from './choose-corpora.ts'
import type { ChallengeContext } from './context.ts'
import { issueChallenge, type Visitor } from './issue.ts'
import { issueWork, type Work } from './work.ts'

/** What was found about a corpus is good for this long, and for so many corpora. */
const knownMs = 60_000
const corporaMax = 1_000
/** So many corpora of a way are looked at before it counts as not there. */
const triesMax = 20

/** Scripts that know of no ways may be able to show pictures only. */
const seenFirst: readonly Way[] = ['eye', 'ear']

/** The way a visitor asks for: one of them, or the site's own (`default`); null from scripts that know of none. */
export type AskedWay = Way | 'default' | null

/** What is asked of a visitor: a challenge of items, or work. */
export type Issued = { challenge: Challenge } | { work: Work }

/** Why nothing is asked: there is nothing, not by this way, or this network has to wait. */
export type NotIssued = 'no_items' | 'no_way' | { waitSeconds: number }

/**
 * Issues a challenge by the way that is asked for, and by no other: `default` is the site's own, and eye or ear where it
 * has none of that. Work is limited by network, on top of challenges.
 */
export async function issueByWay(
  context: ChallengeContext,
  { site, visitor, contract }: { site: Site; visitor: Visitor; contract: ContractName },
  asked: AskedWay,
): Promise<Issued | NotIssued> {
  if (asked === null || asked === 'default') {
    for (const way of asked === null ? seenFirst : firstWaysOf(site)) {
      const issued = await issueOne(context, { site, visitor, contract }, way)
      if (issued) return issued
    }
    return 'no_items'
  }
  if (asked === 'neither' && !site.hasNeither) return 'no_way'
  return (await issueOne(context, { site, visitor, contract }, asked)) ?? 'no_way'
}

function firstWaysOf({ defaultWay, hasNeither }: Site): readonly Way[] {
  if (defaultWay === 'neither' && !hasNeither) return seenFirst
  return [...new Set([defaultWay, ...seenFirst])]
}

async function issueOne(
  context: ChallengeContext,
  { site, visitor, contract }: { site: Site; visitor: Visitor; contract: ContractName },
  way: Way | null,
): Promise<Issued | { waitSeconds: number } | null> {
  const { sitekey } = site
  if (way === 'neither') {
    const waitSeconds = await context.limits.take('neither', { holder: visitor, sitekey })
    return waitSeconds === null
      ? { work: await issueWork(context, { sitekey, contract }) }
      : { waitSeconds }
  }
  const challenge = await issueChallenge(context, site, visitor, way)
  return challenge && { challenge }
}

/** The ways by which a site can be passed now. That it can be passed by the way of what was just issued is known. */
export async function waysOf(
  context: ChallengeContext,
  site: Site,
  known: Way | null = null,
): Promise<Way[]> {
  const corpora = await chooseCorpora(context, site, [], null)
  const has = async (way: 'eye' | 'ear'): Promise<boolean> => {
    if (way === known) return true
    const ofWay = corpora.filter(({ kind }) => context.kinds.get(kind)?.way === way)
    for (const corpus of ofWay.slice(0, triesMax)) if (await canServe(context, corpus)) return true
    return false
  }
  const seen: ('eye' | 'ear')[] = ['eye', 'ear']
  const found = await Promise.all(seen.map(has))
  return [...seen.filter((_, n) => found[n]), ...(site.hasNeither ? ['neither' as const] : [])]
}

// Whether a challenge could be drawn from it is tried once a minute, and nothing is shown.
async function canServe(context: ChallengeContext, corpus: Corpus): Promise<boolean> {
  const { servable, clock } = context
  const before = servable.get(corpus.name)
  if (before && before.untilMs > clock()) return before.is
  if (servable.size >= corporaMax) servable.clear()
  const picked = await context.kinds
    .get(corpus.kind)
    ?.pick(openDrawingPool(context, corpus, null), 'easy')
  context.reservations.giveBack(picked?.showings.map(({ pairId }) => pairId) ?? [])
  const is = Boolean(picked)
  servable.set(corpus.name, { is, untilMs: clock() + knownMs })
  return is
}
