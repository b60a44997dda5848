import type { Challenge, Credit } from '../model/challenge.ts'
import type { Corpus, TextPolicy } from '../model/corpus.ts'
import type { ItemKind } from '../model/item.ts'
import type { Level } from '../model/policy.ts'
import type { Site } from '../model/site.ts'
import type { DrawnItem } from '../model/stores.ts'
import { drawId, drawSeed, drawUnit, drawUuid, shuffle } from './chance.ts'
import { chooseCorpora } from './choose-corpora.ts'
import { openPool, type Picked, type Pool } from './draw.ts'
import { pickItems } from './kinds.ts'
import type { World } from './world.ts'

const imageIdBytes = 8

/**
 * Who asks for a challenge: BCP 47 tags by preference, the salted hash of the network, and the host of the
 * page, where it was told.
 */
export type Visitor = { languages: readonly string[]; cluster: string; host: string | null }

/**
 * Makes a challenge for a visitor of a site and keeps it as a ticket; null when no corpus of the site has
 * enough items. Every item's showing is counted before anything leaves.
 */
export const issueChallenge = async (
  world: World,
  site: Site,
  visitor: Visitor,
): Promise<Challenge | null> => {
  const wanted = await world.policy.levelFor(site, visitor.cluster)
  for (const corpus of await chooseCorpora(world, site, visitor.languages)) {
    const picked = await pickAtMost(openPool(world, corpus, visitor.cluster), corpus.kind, wanted)
    if (!picked) continue
    const challenge = compose(world, { site, visitor, corpus, picked })
    await Promise.all([
      countShown(world, picked),
      putTicket(world, challenge),
      world.variants.give(challenge.items),
    ])
    return challenge
  }
  return null
}

type PickedAtLevel = Picked & { level: Level }

// A small corpus may have too few items for more; its visitors are then asked for less.
const pickAtMost = async (
  pool: Pool,
  kind: ItemKind,
  wanted: Level,
): Promise<PickedAtLevel | null> => {
  for (const level of wanted === 'difficult' ? [wanted, 'moderate' as const] : [wanted]) {
    const picked = await pickItems[kind](pool, level)
    if (picked) return { ...picked, level }
  }
  return null
}

const compose = (
  world: World,
  of: { site: Site; visitor: Visitor; corpus: Corpus; picked: PickedAtLevel },
): Challenge => {
  const { site, visitor, corpus, picked } = of
  const issuedAtMs = world.clock()
  return {
    id: drawUuid(world.random),
    sitekey: site.sitekey,
    corpus: corpus.name,
    kind: corpus.kind,
    keyword: picked.keyword,
    language: corpus.language,
    direction: corpus.direction,
    textPolicy: policyAt(picked.level, corpus.textPolicy),
    items: shuffle(world.random, picked.items).map(({ id, pictureId, role, label }) => ({
      imageId: drawId(world.random, imageIdBytes),
      itemId: id,
      pictureId,
      role,
      label,
      seed: drawSeed(world.random),
    })),
    credits: creditsOf(picked.items),
    level: picked.level,
    host: visitor.host,
    cluster: visitor.cluster,
    issuedAtMs,
    expiresAtMs: issuedAtMs + world.settings.challengeTtlMs,
  }
}

const policyAt = (level: Level, policy: TextPolicy): TextPolicy =>
  level === 'easy' || policy.editsMax === 0 ? policy : { ...policy, editsMax: 1 }

// Sorted, and for the challenge as a whole: whose picture is whose would tell known from unknown.
const creditsOf = (items: readonly DrawnItem[]): Credit[] => {
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

// Items of couples are counted with their couples.
const countShown = async (world: World, { items, showings }: Picked): Promise<void> => {
  const { exposureCaps } = world.settings
  if (showings.length > 0) {
    const ids = showings.map(({ coupleId }) => coupleId)
    return world.couples
      .countShowings(showings, exposureCaps)
      .finally(() => world.inHand.giveBack(ids))
  }
  return world.records.countExposures(
    items.map(({ id, role }) => ({ itemId: id, role, rank: drawUnit(world.random) })),
    exposureCaps,
  )
}

const putTicket = (world: World, challenge: Challenge): Promise<void> =>
  world.tickets.put({
    kind: 'challenge',
    id: challenge.id,
    body: JSON.stringify(challenge),
    expiresAtMs: challenge.expiresAtMs,
  })
