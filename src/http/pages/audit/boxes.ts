import { inBox, type AuditReplies, type AuditState } from './state.ts'

const testSitekey = '10000000-ffff-ffff-ffff-000000000001'
const unknownSitekey = '6f1c0000-0000-4000-8000-000000000000'
const label = inBox('[role=checkbox] span:not(:empty)')
const notice = inBox('small:not(:empty)')

type Box = Omit<AuditState, 'contract' | 'kind' | 'replies'> &
  Partial<Pick<AuditState, 'contract'>> & { replies?: AuditReplies }

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
    name: 'box-dark',
    says: 'The box of a page that is dark.',
    steps: [],
    reached: label,
    attributes: 'data-theme="dark"',
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
  {
    name: 'recaptcha-box',
    says: 'The box in the contract of reCAPTCHA.',
    contract: 'recaptcha',
    steps: [],
    reached: label,
  },
  {
    name: 'turnstile-box',
    says: 'The box in the contract of Turnstile, which has asked for a pass by itself.',
    contract: 'turnstile',
    steps: [],
    reached: label,
  },
]

/** The states of the box, in the order that visitors meet them. */
export const boxStates: readonly AuditState[] = boxes.map(
  ({ replies = {}, contract = 'hcaptcha', ...state }) => ({
    ...state,
    contract,
    kind: null,
    replies,
  }),
)
