import { makeToken, type TokenContext } from '../../src/challenge/token.ts'
import type { Tickets } from '../../src/model/stores.ts'
import type { TokenRecord } from '../../src/model/token.ts'

/** Makes a token that is good at once, as an unasked pass has it. */
export async function giveToken(
  context: TokenContext & { tickets: Tickets },
  sitekey: string,
  record: TokenRecord,
): Promise<string> {
  const { text, ticket } = await makeToken(context, sitekey, record)
  await context.tickets.put(ticket)
  return text
}
