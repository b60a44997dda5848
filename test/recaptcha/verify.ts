import type { ServiceFixture } from '../setup/service.ts'

/** Takes a token to reCAPTCHA's siteverify, as the site's server does. */
export async function verifyRecaptcha(
  { app }: Pick<ServiceFixture, 'app'>,
  fields: { secret: string; response: string },
): Promise<Readonly<Record<string, unknown>>> {
  const reply = await app.inject({
    method: 'POST',
    url: '/recaptcha/api/siteverify',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
  return reply.json()
}
