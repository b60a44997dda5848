import assert from 'node:assert/strict'
import { attackWorlds, honestWorlds } from './attack-worlds.ts'
import type { Outcome, World } from './attacked.ts'

/** The world of that name. */
export function worldOf(name: string): World {
  const world = { ...attackWorlds, ...honestWorlds }[name]
  assert.ok(world, name)
  return world
}

/** Fails if more than a few lies are accepted beside many right readings, or if any is published. */
export function assertHarmless({ lies, right, liesPublished }: Outcome): void {
  assert.ok(right > 50, `${right} right readings are accepted`)
  assert.ok(lies <= 0.005 * right, `${lies} lies are accepted beside ${right} right readings`)
  assert.equal(liesPublished, 0)
}
