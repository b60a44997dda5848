import type { Challenge } from '../../src/model/challenge.ts'
import type { EngineStage } from './stage.ts'
import type { Visitor } from './visitor.ts'

/** Presses the checkbox of whichever contract. */
export function pressBox(visitor: Visitor): Promise<void> {
  return visitor.press('checkbox', 'I am human')
}

/** Waits for a challenge that is shown, and gives it as the service stores it. */
export async function seeChallenge(
  visitor: Visitor,
  { issued }: Pick<EngineStage, 'issued'>,
): Promise<Challenge> {
  await visitor.waitFor('button', 'Validate')
  const challenge = issued.at(-1)
  if (!challenge) throw new Error('no challenge was issued')
  return challenge
}

/** Answers the challenge that is shown, with the mouse and by typing. */
export async function answer(
  visitor: Visitor,
  challenge: Challenge,
  isRight = true,
): Promise<void> {
  for (const [index, { role, label }] of challenge.items.entries()) {
    if (challenge.kind === 'transcription')
      await visitor.type(`Text ${index + 1}`, isRight ? (label ?? 'perdrix') : 'quite wrong')
    else if (role === 'known' && (label === challenge.keyword) === isRight)
      await visitor.press('button', `Picture ${index + 1}`)
  }
  await visitor.press('button', 'Validate')
}

/** Does all that a visitor does who answers rightly. */
export async function solve(
  visitor: Visitor,
  stage: EngineStage,
  begin: () => Promise<unknown> = () => pressBox(visitor),
): Promise<void> {
  await begin()
  await answer(visitor, await seeChallenge(visitor, stage))
}

/** Waits until the page is called with a token, and gives it. */
export async function waitForToken(visitor: Visitor): Promise<string> {
  return String(await waitForCall(visitor, 'callback', '[1]'))
}

/** Waits until a callback of the page is called, and gives a part of the call. */
export function waitForCall(visitor: Visitor, name: string, part = '[0]'): Promise<unknown> {
  return visitor.waitUntil(`calls.find(([name]) => name === '${name}')?.${part}`)
}
