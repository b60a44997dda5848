import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { describe, test } from 'node:test'

const logTables = 'answers|labels|known_answers|decisions|fit_times|recalls'
const changing = new RegExp(
  `\\b(?:UPDATE|DELETE\\s+FROM|INSERT\\s+INTO)\\s+(?:${logTables})\\b`,
  'gi',
)

const ownCorpus = String.raw`\(SELECT name FROM corpora WHERE name = \? AND organisation = \?\)`

/** The only changes to the log besides adding to it, and why. */
const allowed: Readonly<Record<string, RegExp>> = {
  // A recall that is lifted stays, with the time of its lifting.
  liftRecalls: /^UPDATE recalls SET lifted_at_ms = \?\s+WHERE/,
  // A hold that is open is ended once.
  endRecalls: /^UPDATE recalls SET to_ms = \?\s+WHERE .* AND to_ms IS NULL RETURNING id$/,
  // A whole corpus is forgotten, item by item.
  forgetLabels: new RegExp(
    `^DELETE FROM labels WHERE item_id IN \\(SELECT id FROM items WHERE corpus = ${ownCorpus}`,
  ),
  forgetKnownAnswers: new RegExp(
    `^DELETE FROM known_answers WHERE \\(corpus, item_id\\) IN\\s+\\(SELECT corpus, id FROM items WHERE corpus = ${ownCorpus}`,
  ),
  forgetAnswers: new RegExp(
    `^UPDATE answers SET corpus = '', keyword = NULL, is_logged = 0\\s+WHERE corpus = ${ownCorpus}`,
  ),
  // A failed answer beyond the bounds is not in the log; its row only stops it from being answered again.
  sweepAnswers:
    /^DELETE FROM answers WHERE challenge_id IN \(SELECT challenge_id FROM answers AS short\s+WHERE is_logged = 0 /,
}

function faultOf(name: string, statement: string): string | null {
  const [found] = statement.match(changing) ?? []
  if (!found) return null
  const adds = /^INSERT/i.test(found) && !/\b(DO UPDATE|OR REPLACE)\b/i.test(statement)
  return adds || allowed[name]?.test(statement) ? null : `${name} changes the log`
}

async function readStatements(): Promise<[string, string][]> {
  const folder = new URL('./', import.meta.url)
  const files = globSync('*statements.ts', { cwd: folder })
  const all: [string, string][] = []
  for (const file of files) {
    const module = (await import(new URL(file, folder).href)) as Record<string, unknown>
    for (const value of Object.values(module))
      if (typeof value === 'object' && value !== null)
        all.push(...(Object.entries(value) as [string, string][]))
  }
  return all
}

describe('the log of answers', () => {
  test('is only added to, by every statement there is', async () => {
    const all = await readStatements()
    assert.ok(all.length > 150)
    assert.deepEqual(
      all.flatMap(([name, statement]) => faultOf(name, statement) ?? []),
      [],
    )
    const names = new Set(all.map(([name]) => name))
    for (const name of Object.keys(allowed)) assert.ok(names.has(name), `${name} is no more`)
  })

  test('is found changed by a statement that does so', () => {
    const planted = {
      mend: 'UPDATE labels SET given = ? WHERE item_id = ?',
      drop: 'DELETE FROM known_answers WHERE challenge_id = ?',
      swap: 'INSERT INTO decisions (item_id) VALUES (?) ON CONFLICT (item_id) DO UPDATE SET text = ?',
      readVerdict: "UPDATE answers SET verdict = 'pass' WHERE challenge_id = ?",
      forgetLabels: 'DELETE FROM labels WHERE networkHash = ?',
    }
    for (const [name, statement] of Object.entries(planted)) assert.ok(faultOf(name, statement))
    assert.equal(faultOf('add', 'INSERT INTO labels (given) VALUES (?)'), null)
  })
})
