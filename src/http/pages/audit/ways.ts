import { stateOf, type ShowingContract } from './challenges.ts'
import { inChallenge, type AuditKind, type AuditState } from './state.ts'

/** The states of the ways of passing, beginning with a challenge by eye; `hasEar`: its site asks by ear, too. */
export function wayStates(
  contract: ShowingContract,
  { name: kind }: AuditKind,
  hasEar: boolean,
): AuditState[] {
  const of = (state: string, rest: Parameters<typeof stateOf>[3]): AuditState =>
    stateOf(contract, kind, state, rest)
  const byEar = of('by-ear', {
    says: 'By ear was chosen in place of by eye.',
    steps: ['ear'],
    reached: inChallenge('audio[src]'),
  })
  return [
    ...(hasEar ? [byEar] : []),
    of('by-neither', {
      says: 'Neither was chosen: the browser works, and the visitor waits.',
      steps: ['neither'],
      reached: inChallenge('progress:not([aria-hidden])'),
    }),
    of('worked', {
      says: 'The work is done and is being checked.',
      steps: ['neither'],
      replies: { work: 'short', answer: 'nothing' },
      reached: inChallenge('[data-busy] progress'),
    }),
    // In Ocapi's contract the frame asks, and what cannot be asked there leads back.
    ...(contract === 'hcaptcha'
      ? [
          of('no-way', {
            says: 'The way that was chosen is not there any more.',
            steps: ['neither'],
            replies: { next: 'no-way' },
            reached: inChallenge('.alert button'),
          }),
        ]
      : []),
  ]
}
