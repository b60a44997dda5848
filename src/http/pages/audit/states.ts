import { boxStates } from './boxes.ts'
import { answerStates, challengeStates, gameStates } from './challenges.ts'
import { inChallenge, type AuditKind, type AuditState } from './state.ts'
import { wayStates } from './ways.ts'

const contracts = ['hcaptcha', 'ocapi'] as const

/** The states of the widget that there are with challenges of these kinds, in the order that visitors meet them. */
export function auditStates(kinds: readonly AuditKind[]): AuditState[] {
  const seen = kinds.find(({ way }) => way === 'eye')
  const hasEar = kinds.some(({ way }) => way === 'ear')
  return [
    ...boxStates,
    ...kinds.flatMap((kind) => contracts.flatMap((contract) => challengeStates(contract, kind))),
    ...(seen ? contracts.flatMap((contract) => answerStates(contract, seen)) : []),
    ...(seen ? contracts.flatMap((contract) => wayStates(contract, seen, hasEar)) : []),
    ...(seen ? gameStates(seen) : []),
    {
      name: 'ocapi-away',
      contract: 'ocapi',
      kind: null,
      says: 'The service cannot be reached.',
      steps: [],
      replies: { ask: 'no-connection' },
      reached: inChallenge('.alert button'),
    },
  ]
}
