import {
  inChallenge,
  type AuditKind,
  type AuditReplies,
  type AuditState,
  type AuditStep,
} from './state.ts'

/** The contracts that show a challenge in different places: in a dialog's frame, and in the page itself. */
export type ShowingContract = 'hcaptcha' | 'ocapi'

type Rest = Pick<AuditState, 'says' | 'reached'> & {
  steps?: readonly AuditStep[]
  replies?: AuditReplies
  attributes?: string
}

const shown = inChallenge('.main:not([hidden])')
const right = inChallenge('[data-tone=right]')
const wrong = inChallenge('[data-tone=wrong]')

/** Makes a state in which a challenge of a kind is or was shown. */
export function stateOf(
  contract: ShowingContract,
  kind: string,
  state: string,
  { says, reached, steps = [], replies = {}, attributes }: Rest,
): AuditState {
  const opening: readonly AuditStep[] = contract === 'hcaptcha' ? ['press', 'show'] : ['show']
  return {
    name: `${contract}-${kind}-${state}`,
    contract,
    kind,
    says,
    reached,
    replies,
    steps: [...opening, ...steps],
    ...(attributes === undefined ? {} : { attributes }),
  }
}

/** The states of a challenge of a kind. */
export function challengeStates(contract: ShowingContract, kind: AuditKind): AuditState[] {
  const of = (state: string, rest: Rest): AuditState => stateOf(contract, kind.name, state, rest)
  const open = of('open', { says: 'A challenge is shown.', reached: shown })
  // What a frame shows is the same in both.
  if (contract === 'ocapi' && kind.isFramed) return [open]
  return [
    open,
    of('filled', {
      says: 'A challenge is answered, but not sent.',
      steps: ['fill'],
      reached: shown,
    }),
    of('incomplete', {
      says: 'Nothing was answered, but sent.',
      steps: ['send'],
      reached: wrong,
    }),
    of('wrong', {
      says: 'The answer was wrong, and the next challenge is shown.',
      steps: ['fill', 'send'],
      reached: wrong,
    }),
    of('report', {
      says: 'The report of a picture or recording is open.',
      steps: ['report'],
      reached: inChallenge('details[open]'),
    }),
    ...(kind.way === 'ear'
      ? [
          of('slower', {
            says: 'Recordings are played slower.',
            steps: ['slow'],
            reached: inChallenge('.content [aria-pressed=true]'),
          }),
        ]
      : []),
    ...(contract === 'ocapi'
      ? [
          of('right', {
            says: 'The answer was right.',
            steps: ['fill', 'send'],
            replies: { answer: 'right' },
            reached: right,
          }),
        ]
      : []),
  ]
}

/** The states around an answer that are the same for every kind, shown with one of them. */
export function answerStates(contract: ShowingContract, { name: kind }: AuditKind): AuditState[] {
  const of = (state: string, rest: Rest): AuditState => stateOf(contract, kind, state, rest)
  const steps: readonly AuditStep[] = ['fill', 'send']
  return [
    of('checking', {
      says: 'The answer was sent, and no verdict has come.',
      steps,
      replies: { answer: 'nothing' },
      reached: inChallenge('[data-busy]'),
    }),
    of('unsent', {
      says: 'The answer could not be sent.',
      steps,
      replies: { answer: 'no-connection' },
      reached: inChallenge('.alert button'),
    }),
    of('thanks', {
      says: 'The answer was right, and the corpus thanks for it.',
      steps,
      replies: { answer: 'right', hasThanks: true },
      reached: right,
    }),
    of('ends', {
      says: 'The time for an answer is nearly up, and more is offered.',
      replies: { isEnding: true },
      reached: inChallenge('.alert button'),
    }),
    of('extended', {
      says: 'The visitor has asked for more time.',
      steps: ['fill', 'extend'],
      replies: { isEnding: true },
      reached: inChallenge('.status:not(:empty) ~ .alert:empty'),
    }),
  ]
}

/** The states of the game, which only Ocapi's contract has. */
export function gameStates({ name: kind }: AuditKind): AuditState[] {
  const steps: readonly AuditStep[] = ['fill', 'send']
  const game = (rounds: number): Pick<AuditState, 'attributes'> => ({
    attributes: `data-ocapi-game-mode="${rounds}"`,
  })
  const replies = { answer: 'right' } as const
  return [
    stateOf('ocapi', kind, 'round', {
      says: 'A game: the first answer was right, and the second round is shown.',
      steps,
      replies,
      reached: inChallenge('[data-tone=right] ~ .actions .main:not([hidden])'),
      ...game(2),
    }),
    stateOf('ocapi', kind, 'score', {
      says: 'A game is over, and its score is told.',
      steps,
      replies,
      reached: right,
      ...game(1),
    }),
  ]
}
