import type { Page } from 'playwright-core'

/** What of a page's console to record. */
export type Logged = {
  /** The types of messages. */
  types?: readonly string[]
  /** Whether failed requests count, which the browser reports by itself. */
  hasRequests?: boolean
}

/** Records the errors of a page and of its console in a list. */
export function logErrors(
  page: Page,
  complaints: string[],
  { types = ['error'], hasRequests = true }: Logged = {},
): void {
  page.on('console', (message) => {
    // Firefox asks for an icon that the policy of a page forbids, and says so.
    if (message.text().includes('/favicon.ico because it violates')) return
    const isRequest = message.text().startsWith('Failed to load resource')
    if (types.includes(message.type()) && (hasRequests || !isRequest))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
}
