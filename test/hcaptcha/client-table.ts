import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'

/** One row of the table: what a published client does here. */
export type Row = { client: string; version: string; does: string }

/** Reads `docs/site/hcaptcha-clients.md`. */
export function readTable(): Row[] {
  const text = readFileSync(new URL('../../docs/site/hcaptcha-clients.md', import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| `(\S+)` *\| (\S+) *\| (.+?) *\|$/gm)
  return [...rows].map(([, client = '', version = '', does = '']) => ({ client, version, does }))
}

/** Tests one client. Each test is named after what the client does; the table has a row for each and no others. */
export function tryClient(
  client: string,
  tries: Readonly<Record<string, () => Promise<void>>>,
): void {
  describe(client, () => {
    for (const [does, run] of Object.entries(tries)) test(does, run)

    test('does all that the table says of it, and nothing else', () => {
      const rows = readTable().filter((row) => row.client === client)
      assert.deepEqual(
        rows.map(({ does }) => does),
        Object.keys(tries),
      )
    })
  })
}
