import { attackWorlds, honestWorlds } from '../test/setup/attack-worlds.ts'
import { simulate } from '../test/setup/attacked.ts'
import { keepResult } from './services.ts'

/** What becomes of a corpus under each of the simulated attacks, and without one. */
const rows: Record<string, Record<string, number | null>> = {}
for (const [name, world] of Object.entries({ ...attackWorlds, ...honestWorlds })) {
  const outcome = await simulate(world)
  rows[name] = {
    answers: outcome.answers,
    right_accepted: outcome.right,
    wrong_accepted: outcome.wrong,
    lies_accepted: outcome.lies,
    lies_accepted_most: outcome.liesMost,
    lies_published: outcome.liesPublished,
    alarm_after_answers: outcome.alarmAfter?.answers ?? null,
    alarm_after_minutes: outcome.alarmAfter && Math.round(outcome.alarmAfter.minutes),
    resumed_hours_after: Math.round(outcome.resumedAfterHours),
    stops: outcome.holds.filter(({ sentence }) => sentence.includes('is stopped')).length,
  }
  console.error(name, rows[name])
}
console.table(rows)
keepResult({ bench: 'attacks', worlds: rows })
