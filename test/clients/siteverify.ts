const addresses = {
  recaptcha: 'https://www.google.com/recaptcha/api/siteverify',
  turnstile: 'https://challenges.cloudflare.com/turnstile/v0/siteverify',
} as const

/** Sends a token to siteverify at the vendor's host, as a site's server does. */
export async function verifyAt(
  vendor: keyof typeof addresses,
  { secret }: { secret: string },
  token: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const body = new URLSearchParams({ secret, response: String(token) })
  const response = await fetch(addresses[vendor], { method: 'POST', body })
  return (await response.json()) as Readonly<Record<string, unknown>>
}
