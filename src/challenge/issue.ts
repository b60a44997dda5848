import type { Challenge, Credit, ShownKeyword } from '../model/challenge.ts'
import type { Corpus, TextPolicy } from '../model/corpus.ts'
import type { DrawnItem } from '../model/exposure.ts'
import type { SlicedHolder } from '../model/holder.ts'
import type { Level } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import type { Way } from '../model/way.ts'
import { drawId, drawSeed, drawTimedUuid, drawUnit, shuffle } from '../model/chance.ts'
import { chooseCorpora } from './choose-corpora.ts'
import { openDrawingPool } from '../kinds/draw.ts'
import type { Kind } from '../kinds/kind.ts'
import type { Picked, DrawingPool } from '../kinds/pool.ts'
import { moveWithinSlice } from '../kinds/queued/arcs.ts'
import type { ChallengeContext } from './context.ts'
import { showKeyword } from './show-keyword.ts'

const imageIdBytes = 8
/** How many of the images that are shown move to a new place: each costs a page of the store, and two of indexes. */
const movedShare = 1 / 4

/**
 * Who asks for a challenge: BCP 47 tags by preference, the holder of the address, and the host of the page if it
 * was given.
 */
export type Visitor = SlicedHolder & {
  languages: readonly string[]
  host: string | null
  /** Whether the page that shows the challenge runs no scripts; some kinds cannot be asked there. */
  isScriptless?: boolean
}

/**
 * Makes a challenge for a visitor of a site and keeps it as a ticket. Null if no corpus of the site has a
 * known kind and enough items for the difficulty that the site sets; of a way, if one is asked for. Before anything leaves, its pairs move on in the
 * rotation, so that others come first while it is open, and its items count as seen. Their showing counts once it is
 * answered.
 */
export async function issueChallenge(
  context: ChallengeContext,
  site: Site,
  visitor: Visitor,
  way: Way | null = null,
): Promise<Challenge | null> {
  const levels = levelsFrom(await context.policy.levelFor(site, visitor.networkHash), site)
  for (const corpus of await chooseCorpora(context, site, visitor.languages, way)) {
    const kind = context.kinds.get(corpus.kind)
    if (!kind || (visitor.isScriptless && !kind.plainForm)) continue
    const pool = openDrawingPool(context, corpus, visitor)
    const picked = await pickAtFirst(pool, kind, levels)
    if (!picked) continue
    const shownKeyword = await nameKeyword(context, { visitor, corpus, picked })
    const challenge = compose(context, { site, visitor, corpus, picked, shownKeyword })
    context.shownCounts.add(corpus.name, challenge.items.length)
    await Promise.all([
      moveOn(context, picked),
      putTicket(context, challenge),
      context.variants.give(challenge.items),
    ])
    return challenge
  }
  return null
}

type PickedAtLevel = Picked & { level: Level }

// What a site sets is what is asked. Where it leaves that open, the visitors of a small corpus, which may have too
// few items for more, are asked for less.
function levelsFrom(wanted: Level, { difficulty }: Site): Level[] {
  return wanted === 'difficult' && difficulty === 'auto' ? [wanted, 'moderate'] : [wanted]
}

async function pickAtFirst(
  pool: DrawingPool,
  kind: Kind,
  levels: readonly Level[],
): Promise<PickedAtLevel | null> {
  for (const level of levels) {
    const picked = await kind.pick(pool, level)
    if (picked) return { ...picked, level }
  }
  return null
}

type Drawn = { visitor: Visitor; corpus: Corpus; picked: PickedAtLevel }

async function nameKeyword(
  context: Pick<ChallengeContext, 'classNames'>,
  { visitor, corpus, picked: { keyword } }: Drawn,
): Promise<ShownKeyword | null> {
  if (keyword === null) return null
  const names = await context.classNames.find(corpus.name, keyword)
  return showKeyword({ keyword, corpusLanguage: corpus.language, names }, visitor.languages)
}

function compose(
  context: ChallengeContext,
  of: Drawn & { site: Site; shownKeyword: ShownKeyword | null },
): Challenge {
  const { site, visitor, corpus, picked, shownKeyword } = of
  const issuedAtMs = context.clock()
  return {
    id: drawTimedUuid(context.random, issuedAtMs),
    sitekey: site.sitekey,
    corpus: corpus.name,
    kind: corpus.kind,
    keyword: picked.keyword,
    shownKeyword,
    language: corpus.language,
    direction: corpus.direction,
    textPolicy: policyAt(picked.level, corpus.textPolicy),
    items: shuffle(context.random, picked.items).map(({ id, mediaId, role, label }) => ({
      imageId: drawId(context.random, imageIdBytes),
      itemId: id,
      mediaId,
      role,
      label,
      seed: drawSeed(context.random),
    })),
    pairIds: picked.showings.map(({ pairId }) => pairId),
    credits: creditsOf(picked.items),
    thanks: corpus.thanks,
    level: picked.level,
    host: visitor.host,
    networkHash: visitor.networkHash,
    prefixes: visitor.prefixes,
    issuedAtMs,
    expiresAtMs: issuedAtMs + context.settings.challengeTtlMs,
  }
}

function policyAt(level: Level, policy: TextPolicy): TextPolicy {
  return level === 'easy' || policy.editsMax === 0 ? policy : { ...policy, editsMax: 1 }
}

// Sorted, and for the challenge as a whole: which credit belongs to which picture would tell known from
// unknown.
function creditsOf(items: readonly DrawnItem[]): Credit[] {
  const credits = new Map<string, Credit>()
  for (const { credit, creditUrl, licence } of items) {
    credits.set(JSON.stringify([credit, creditUrl, licence]), {
      text: credit,
      url: creditUrl,
      licence,
    })
  }
  return [...credits].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, credit]) => credit)
}

// Items of pairs move on with their pairs. Others are drawn at random wherever they lie, and move so that none is for
// ever where draws come more often.
async function moveOn(context: ChallengeContext, { items, showings }: Picked): Promise<void> {
  if (showings.length > 0) {
    const ids = showings.map(({ pairId }) => pairId)
    return context.pairs.moveOn(showings).finally(() => context.reservations.giveBack(ids))
  }
  const moving = items.filter(({ isSeen }) => !isSeen || drawUnit(context.random) < movedShare)
  if (moving.length === 0) return
  await context.exposures.moveOn(
    moving.map(({ id, rank }) => ({
      itemId: id,
      rank: moveWithinSlice(rank, drawUnit(context.random)),
    })),
  )
}

function putTicket(context: ChallengeContext, challenge: Challenge): Promise<void> {
  return context.tickets.put({
    kind: 'challenge',
    id: challenge.id,
    body: JSON.stringify(challenge),
    expiresAtMs: challenge.expiresAtMs,
  })
}
