import { answerTo, lookInside, type ServiceFixture } from './service.ts'

/** The address of a contract's page without scripts, up to the sitekey. */
export const fallbackPages = {
  ocapi: '/ocapi/fallback?client=',
  hcaptcha: '/1/fallback?sitekey=',
  recaptcha: '/recaptcha/api/fallback?k=',
  turnstile: '/turnstile/v0/fallback?sitekey=',
} as const

/** A page as a browser without scripts has it. */
export type PlainPage = { status: number; html: string; challengeId: string; code: string }

/** What a browser says of a navigation within a frame of a site's page. */
export function framedBy(referer: string): Record<string, string> {
  return {
    referer,
    'sec-fetch-site': 'cross-site',
    'sec-fetch-dest': 'iframe',
    'sec-fetch-mode': 'navigate',
  }
}

/** Does what a browser without scripts does, on a service without a listening socket. */
export function fallbackClient({ app, store }: Pick<ServiceFixture, 'app' | 'store'>, url: string) {
  const open = async (headers: Record<string, string> = {}): Promise<PlainPage> =>
    read(await app.inject({ url, headers }))
  const send = async (
    fields: readonly (readonly [string, string])[],
    headers: Record<string, string> = {},
  ): Promise<PlainPage> => {
    const payload = new URLSearchParams(
      fields.map((field): [string, string] => [...field]),
    ).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return read(
      await app.inject({ method: 'POST', url, payload, headers: { ...type, ...headers } }),
    )
  }
  const answer = async (page: PlainPage, isRight = true): Promise<PlainPage> =>
    send(await fieldsOf(store, page, isRight))
  return { open, send, answer }
}

/** The fields of the form on a page, filled in rightly or wrongly. */
export async function fieldsOf(
  store: ServiceFixture['store'],
  { challengeId, html }: Pick<PlainPage, 'challengeId' | 'html'>,
  isRight = true,
): Promise<[name: string, value: string][]> {
  const answer = answerTo(await lookInside(store, challengeId), isRight) as {
    answers?: Record<string, string>
    selected?: string[]
  }
  const texts = Object.entries(answer.answers ?? {}).map(([id, text]): [string, string] => [
    `text-${id}`,
    text,
  ])
  const chosen = (answer.selected ?? []).map((id): [string, string] => ['selected', id])
  const around = valueOf(html, 'page')
  return [
    ['challenge', challengeId],
    ...(around === '' ? [] : [['page', around] as [string, string]]),
    ...texts,
    ...chosen,
  ]
}

function read(reply: { statusCode: number; body: string }): PlainPage {
  const { statusCode: status, body: html } = reply
  const [, code = ''] = /<textarea[^>]*>([^<]*)</.exec(html) ?? []
  return { status, html, challengeId: valueOf(html, 'challenge'), code }
}

function valueOf(html: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
}
