import type { ContractName } from '../model/challenge.ts'
import type { Holder } from '../model/holder.ts'
import { drawUnit } from '../model/chance.ts'
import type { AnswerOutcome, MakePass } from './answer-outcome.ts'
import type { ChallengeContext } from './context.ts'
import { puzzleOf, readTags, readWork, type Work } from './work.ts'

/** Work as it comes in, and who sends it from a page on which host. */
export type DoneWork = {
  sitekey: string
  contract: ContractName
  challengeId: string
  answer: unknown
  from: Holder & { host: string | null }
}

/**
 * Takes an answer to work. What costs little is checked first: the keyed hash, the end, the shape and the least time,
 * and none of these spends anything. Then the challenge is spent, in one call over all processes, right or wrong; and
 * only then one puzzle, drawn at random, is solved again. Somebody who solved a part of them passes as often as that
 * part, so a pass costs all of them, on average.
 */
export async function answerWork(
  context: ChallengeContext,
  done: DoneWork,
  makePass: MakePass | null,
): Promise<AnswerOutcome> {
  const { sitekey, contract, challengeId, from } = done
  const work = await readWork(context, done, challengeId)
  if (!work) return 'unknown_challenge'
  const tags = readTags(done.answer)
  if (tags?.length !== work.puzzles) return 'no_answer'
  const earlyMs = work.issuedAtMs + work.floorMs - context.clock()
  if (earlyMs > 0) return { waitSeconds: Math.ceil(earlyMs / 1000) }
  const { id, expiresAtMs } = work
  if (!(await context.tickets.claim({ kind: 'work', id, body: '', expiresAtMs })))
    return 'already_answered'
  const isRight = await isSolved(context, work, tags)
  const verdict = isRight ? 'pass' : 'fail'
  const passed = { sitekey, id, host: from.host, level: 'work' } as const
  const made = isRight && makePass ? await makePass(passed) : null
  if (made) await context.tickets.put(made.ticket)
  // Whoever gets no token asks for the verdict.
  const kept = { challengeId, contract, sitekey, verdict, answeredAtMs: context.clock() } as const
  if (!makePass) await context.answers.keepVerdict(kept)
  await context.limits.countAnswer(from, isRight ? 'right' : 'wrong')
  if (!isRight) await context.policy.learn(from.networkHash, false)
  if (isRight) countPass(context, sitekey, work)
  return { verdict, pass: made?.pass ?? null }
}

async function isSolved(
  { random, solvePuzzle }: Pick<ChallengeContext, 'random' | 'solvePuzzle'>,
  work: Work,
  tags: readonly string[],
): Promise<boolean> {
  const index = Math.floor(drawUnit(random) * work.puzzles)
  return (await solvePuzzle(puzzleOf(work, index))) === tags[index]
}

function countPass(
  { wayTally, clock }: Pick<ChallengeContext, 'wayTally' | 'clock'>,
  sitekey: string,
  { issuedAtMs, puzzles }: Work,
): void {
  wayTally.add(sitekey, 'neither', { puzzles, elapsedMs: clock() - issuedAtMs })
}
