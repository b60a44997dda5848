/** What the page does to its widget, one after another, to bring it into a state. */
export type AuditStep = 'press' | 'show' | 'fill' | 'send' | 'report'

/** What the service says to the widget of a state, where it is not asked; all else is asked as ever. */
export type AuditReplies = {
  /** To a question for a challenge: nothing at all, or that there is no connection, or too many questions. */
  ask?: 'nothing' | 'no-connection' | 'too-many'
  /** To every answer. */
  answer?: 'right'
  /** How many seconds a pass, or the time for an answer, is good for. */
  seconds?: number
}

/** One state of the widget, in one contract, which a page brings it into and holds. */
export type AuditState = {
  name: string
  contract: 'hcaptcha' | 'ocapi'
  /** What is asked; null if the state is not about a challenge. */
  kind: string | null
  /** What an auditor is to meet. */
  says: string
  steps: readonly AuditStep[]
  replies: AuditReplies
  /** A selector of what is there once the state is reached: in the box, or in what shows the challenge. */
  reached: { in: 'box' | 'challenge'; selector: string }
  attributes?: string
  /** A sitekey that is not of the demonstration. */
  sitekey?: string
}

const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const unknownSitekey = '6f1c0000-0000-4000-8000-000000000000'
const inBox = (selector: string): AuditState['reached'] => ({ in: 'box', selector })
const inChallenge = (selector: string): AuditState['reached'] => ({ in: 'challenge', selector })
const label = inBox('[role=checkbox] span:not(:empty)')
const notice = inBox('small:not(:empty)')

type Box = Omit<AuditState, 'contract' | 'kind' | 'replies'> & { replies?: AuditReplies }

const boxes: readonly Box[] = [
  { name: 'box', says: 'The box before anything is done.', steps: [], reached: label },
  {
    name: 'box-compact',
    says: 'The compact box.',
    steps: [],
    reached: label,
    attributes: 'data-size="compact"',
  },
  {
    name: 'box-testing',
    says: 'The box with a test key.',
    steps: [],
    reached: notice,
    sitekey: testSitekey,
  },
  {
    name: 'box-busy',
    says: 'The box was pressed, and no answer has come.',
    steps: ['press'],
    replies: { ask: 'nothing' },
    reached: inBox('[aria-busy=true]'),
  },
  {
    name: 'box-checked',
    says: 'The box after a right answer.',
    steps: ['press', 'show', 'fill', 'send'],
    replies: { answer: 'right' },
    reached: inBox('[aria-checked=true]'),
  },
  {
    name: 'box-expired',
    says: 'The pass has expired.',
    steps: ['press', 'show', 'fill', 'send'],
    replies: { answer: 'right', seconds: 1 },
    reached: notice,
  },
  {
    name: 'box-away',
    says: 'The service cannot be reached.',
    steps: ['press'],
    replies: { ask: 'no-connection' },
    reached: notice,
  },
  {
    name: 'box-too-many',
    says: 'There were too many questions from here.',
    steps: ['press'],
    replies: { ask: 'too-many' },
    reached: notice,
  },
  {
    name: 'box-unknown',
    says: 'The service does not know the site.',
    steps: ['press'],
    reached: notice,
    sitekey: unknownSitekey,
  },
]

const ofKind = (contract: AuditState['contract'], kind: string): AuditState[] => {
  const opening: readonly AuditStep[] = contract === 'hcaptcha' ? ['press', 'show'] : ['show']
  const of = (
    state: string,
    says: string,
    more: Pick<AuditState, 'reached'> & { steps?: readonly AuditStep[]; replies?: AuditReplies },
  ): AuditState => ({
    name: `${contract}-${kind}-${state}`,
    contract,
    kind,
    says,
    reached: more.reached,
    replies: more.replies ?? {},
    steps: [...opening, ...(more.steps ?? [])],
  })
  const right = inChallenge('[data-tone=right]')
  return [
    of('open', 'A challenge is shown.', { reached: inChallenge('.main:not([hidden])') }),
    of('filled', 'A challenge is answered, but not sent.', {
      steps: ['fill'],
      reached: inChallenge('.main:not([hidden])'),
    }),
    of('wrong', 'The answer was wrong, and the next challenge is shown.', {
      steps: ['fill', 'send'],
      reached: inChallenge('[data-tone=wrong]'),
    }),
    of('report', 'The report of a picture or recording is open.', {
      steps: ['report'],
      reached: inChallenge('details[open]'),
    }),
    ...(contract === 'ocapi'
      ? [
          of('right', 'The answer was right.', {
            steps: ['fill', 'send'],
            replies: { answer: 'right' },
            reached: right,
          }),
        ]
      : []),
  ]
}

/** The states of the widget that there are with challenges of these kinds, in the order that visitors meet them. */
export function auditStates(kinds: readonly string[]): AuditState[] {
  const box = boxes.map(({ replies = {}, ...state }): AuditState => ({
    ...state,
    contract: 'hcaptcha',
    kind: null,
    replies,
  }))
  const contracts = ['hcaptcha', 'ocapi'] as const
  return [
    ...box,
    ...kinds.flatMap((kind) => contracts.flatMap((contract) => ofKind(contract, kind))),
    {
      name: 'ocapi-away',
      contract: 'ocapi',
      kind: null,
      says: 'The service cannot be reached.',
      steps: [],
      replies: { ask: 'no-connection' },
      reached: inChallenge('[role=alert] button'),
    },
  ]
}
