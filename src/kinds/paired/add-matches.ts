import { drawId, drawUnit } from '../../model/chance.ts'
import type { Pair, Pairs, PairStage, Slice } from '../../model/pair.ts'
import type { Random } from '../../model/stores.ts'
import { textOf } from './deciders.ts'
import type { Match } from './match.ts'
import { chooseSlice, nextTurn } from './slices.ts'

const idBytes = 12

/** Where matches are placed. */
export type Placing = { pairs: Pairs; random: Random; corpus: string; slices: readonly Slice[] }

/** Puts matches into slices and keeps them as pairs; says how many were made. */
export async function addMatches(
  pairing: Placing,
  { matches, isRetired }: { matches: readonly Match[]; isRetired: (id: string) => boolean },
): Promise<number> {
  const { pairs, random, corpus, slices } = pairing
  const turnOf = openTurns(pairing)
  const made: Pair[] = []
  for (const { control, probe, probeRole } of matches) {
    const slice = chooseSlice(slices, control, probe)
    if (!slice) continue
    slice.placed += 1
    const stage: PairStage = probeRole === 'known' && isRetired(probe.id) ? 'retired' : 'open'
    made.push({
      id: drawId(random, idBytes),
      corpus,
      controlId: control.id,
      probeId: probe.id,
      probeRole,
      stage,
      slice: slice.number,
      text: textOf(control),
      turn: (await turnOf(slice, stage)) + drawUnit(random),
    })
  }
  return pairs.addPairs(made)
}

function openTurns({ pairs, corpus, slices }: Placing) {
  const turns = new Map<string, number>()
  return async (slice: Slice, stage: PairStage): Promise<number> => {
    const name = `${slice.number} ${stage}`
    const turn =
      turns.get(name) ?? (await nextTurn(pairs, { corpus, slice, count: slices.length, stage }))
    turns.set(name, turn)
    return turn
  }
}
