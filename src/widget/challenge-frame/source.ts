import type { AnswerRequest, ChallengeRequest, PassBody } from '../../wire/api.ts'
import type { AnswerBody, ChallengeBody } from '../../wire/challenge.ts'
import type { FailureCode, RoundEvent, ToFrame } from '../../wire/frame.ts'
import type { ShownCredit } from '../core/shown-challenge.ts'
import type {
  ChosenWay,
  Failure,
  Fetched,
  JudgedAnswer,
  ChallengeSource,
} from '../core/challenge.ts'
import type { KindViews } from '../kinds/kind.ts'
import { parseChallenge, parseErrorCode } from '../core/parse.ts'
import { requestJson, type Reply } from '../core/request.ts'

const RETRIES = 2
const RETRY_AFTER_MS = 700

const codes: Readonly<Partial<Record<Failure['is'], FailureCode>>> = {
  'unknown-site': 'invalid-data',
  misconfigured: 'invalid-data',
  'too-many': 'rate-limited',
}

/** The root of the service, from the frame's own address `/1/VERSION/challenge.html`, which may be under a path. */
export function serviceRoot(): string {
  return new URL('../..', location.href).href
}

/** The page's origin, the kinds that are known, the sentences that challenges add to, and who hears what happens. */
type FrameGround = {
  _page: string
  _kinds: KindViews
  _sentences: object
  _emit: (event: RoundEvent) => void
  /** Tells the visitor that the answer is right, and thanks if there is something to thank for; then gives the pass. */
  _succeed: (pass: RoundEvent, thanks: GivenThanks | null) => void
}

/** What the visitor is told after a right answer, and the credits that then still stand there. */
export type GivenThanks = { _text: string; _credits: readonly ShownCredit[] }

/**
 * Asks and answers at the frame's own origin, for the page at `page`. A pass, or a failure to begin, goes to
 * the page's script, which then ends what is shown here: their promises stay open.
 */
export function connectFrame(
  { contract, sitekey, host, rqdata, action, cdata, words, languages, challenge, isRound }: ToFrame,
  {
    _page: page,
    _kinds: kinds,
    _sentences: sentences,
    _emit: emit,
    _succeed: succeed,
  }: FrameGround,
): ChallengeSource {
  let isBegun = false
  let first = challenge
  let thanks: GivenThanks | null = null
  // The challenge is requested in parallel with the words, so their language may not be known yet.
  const language = words?.tag ?? languages[0] ?? ''

  async function ask(way: ChosenWay): Promise<Reply | null> {
    const brought = first
    first = null
    if (brought) return { status: 200, body: { challenge: brought } }
    return sendAgain('api/challenge', {
      sitekey,
      contract,
      page,
      ...(language ? { language } : {}),
      ...(host ? { host } : {}),
      rqdata,
      action,
      cdata,
      way,
      pictures: 'inline',
    } satisfies ChallengeRequest)
  }

  async function fetchChallenge(way: ChosenWay): Promise<Fetched> {
    const reply = await ask(way)
    const { pass, challenge: given } = readOk(reply)
    if (isPass(pass)) return end({ is: 'pass', pass })
    const { words: own, view } = Object(given) as Partial<ChallengeBody>
    Object.assign(sentences, own)
    // A kind whose view is in a script of its own is known once that has come.
    const known = view
      ? ((await import(serviceRoot() + view).catch(Object)) as { known?: KindViews }).known
      : kinds
    const fetched = parseChallenge(given, {
      _baseUrl: serviceRoot(),
      _kinds: known ?? kinds,
      _rest: reply?._rest,
    })
    if (fetched?.is === 'challenge') {
      isBegun = true
      const [told] = (given as ChallengeBody).thanks ?? []
      const { _credits: credits } = fetched._challenge
      thanks = told ? { _text: told.text, _credits: told.url ? credits : [] } : null
      return fetched
    }
    const failure = readFailure(contract, reply, fetched)
    const code = reply ? (codes[failure.is] ?? 'challenge-error') : 'network-error'
    return isBegun ? failure : end({ is: 'failed', code })
  }

  async function sendAnswer(challengeId: string, answer: AnswerBody): Promise<JudgedAnswer> {
    // Not retried automatically: the first request may have been accepted and only its reply lost.
    const reply = await requestJson(serviceRoot() + 'api/answer', {
      sitekey,
      contract,
      page,
      challenge_id: challengeId,
      ...(host ? { host } : {}),
      action,
      cdata,
      ...answer,
    } satisfies AnswerRequest)
    if (/^(already_answered|unknown_challenge)$/.test(parseErrorCode(reply?.body) ?? ''))
      return { is: 'gone' }
    const { pass } = readOk(reply)
    if (pass === null) return isRound ? end({ is: 'wrong' }) : { is: 'fail' }
    if (!isPass(pass)) return readFailure(contract, reply)
    succeed({ is: 'pass', pass }, thanks)
    return new Promise(() => {})
  }

  function end(event: RoundEvent): Promise<never> {
    emit(event)
    return new Promise(() => {})
  }

  return { _fetchChallenge: fetchChallenge, _sendAnswer: sendAnswer }
}

async function sendAgain(path: string, body: object): Promise<Reply | null> {
  for (let tries = 1; ; tries += 1) {
    const reply = await requestJson(serviceRoot() + path, body)
    if (reply || tries > RETRIES) return reply
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * tries))
  }
}

// Something between here and the service may reply in its place, even with 200.
function readOk(reply: Reply | null): { pass?: unknown; challenge?: unknown } {
  return reply?.status === 200 ? Object(reply.body) : {}
}

function isPass(value: unknown): value is PassBody {
  const { token } = Object(value) as Partial<PassBody>
  return typeof token === 'string'
}

function readFailure(contract: string, reply: Reply | null, known: Failure | null = null): Failure {
  // The visitor gets our own sentence; the page's developer needs the service's.
  console.error(`Incipit (${contract}):`, reply?.status ?? 'no response', reply?.body ?? '')
  if (known) return known
  const code = parseErrorCode(reply?.body)
  if (reply?.status === 429) return { is: 'too-many' }
  if (code === 'no_items') return { is: 'no-items' }
  if (code === 'no_way') return { is: 'no-way' }
  if (code === 'too_early') return { is: 'unreachable' }
  if (code === 'unknown_client') return { is: 'unknown-site' }
  return {
    is: reply && reply.status >= 400 && reply.status < 500 ? 'misconfigured' : 'unreachable',
  }
}
