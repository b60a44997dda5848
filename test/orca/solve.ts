import type { Challenge } from '../../src/model/challenge.ts'
import { entryFor } from '../engines/asking-service.ts'
import type { HeldService } from './held-service.ts'
import type { HearingVisitor } from './visitor.ts'

/** Types the two entries of the latest challenge, from the first field on. */
export async function typeEntries(
  visitor: HearingVisitor,
  service: HeldService,
  isRight = true,
  between: readonly string[] = ['Tab'],
): Promise<void> {
  const [first, second] = latest(service).items.map(({ label }) =>
    isRight ? entryFor(label) : 'no',
  )
  await visitor.type(first ?? '')
  for (const key of between) await visitor.press(key)
  await visitor.type(second ?? '')
}

/** The challenge that was issued last. */
export function latest({ issued }: HeldService): Challenge {
  const challenge = issued.at(-1)
  if (!challenge) throw new Error('no challenge was issued')
  return challenge
}

/** Sends an answer, and hears first that it is checked, then the verdict. */
export async function sendAnswer(visitor: HearingVisitor, service: HeldService): Promise<void> {
  service.hold()
  await visitor.press('Return')
  await visitor.hear('(the verdict comes)', service.release)
}

/** Sends a wrong answer, and hears that it is checked, that it was wrong, and what is asked next. */
export async function sendWrongAnswer(
  visitor: HearingVisitor,
  service: HeldService,
): Promise<void> {
  service.hold()
  await visitor.press('Return')
  await visitor.hear('(the verdict comes, the next challenge does not yet)', service.letGo)
  await visitor.hear('(the next challenge comes)', service.release)
}
