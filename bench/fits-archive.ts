import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openChance } from './stream-feed.ts'

/** How the labels of the bench are spread: about what a service of words sees. */
export const archiveRules = {
  labelsPerItem: 5,
  labelsPerNetworkAndDay: 5,
  labelsPerKnownItem: 50,
  labelsPerDay: 50_000,
  failShare: 0.1,
  rightShare: { pass: 0.93, fail: 0.4 },
  canaryShare: 0.01,
  canaries: 200,
} as const

const letters = 'abcdefghijklmnopqrstuvwxyz'
const dayMs = 86_400_000
/** Labels as young as a fit leaves out, and older. */
const ageMs = 60_000
const rowsPerCommit = 100_000

type Chance = () => number

function nameOf(what: string, n: number): string {
  return createHash('sha1').update(`${what} ${n}`).digest('hex')
}

function wordOf(n: number): string {
  const chance = openChance(n + 1)
  const length = 3 + Math.floor(chance() * 9)
  return Array.from({ length }, () => letters[Math.floor(chance() * 26)]).join('')
}

function misread(word: string, chance: Chance): string {
  const at = Math.floor(chance() * Math.min(3, word.length))
  return `${word.slice(0, at)}${letters[Math.floor(chance() * 3)]}${word.slice(at + 1)}`
}

/**
 * Fills the store of a corpus that has a few imported items with so many labels, one in each challenge, each beside
 * an answer to a known item. The same number gives the same log. Indexes are made last, which is faster.
 */
export function fillArchive(dataDir: string, corpus: string, labels: number): void {
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  db.pragma('foreign_keys = OFF')
  db.pragma('synchronous = OFF')
  const indexes = db
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
        AND tbl_name IN ('items', 'labels', 'known_answers')`,
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  const items = Math.ceil(labels / archiveRules.labelsPerItem)
  const known = archiveRules.canaries + Math.ceil(labels / archiveRules.labelsPerKnownItem)
  db.exec('BEGIN')
  addItems(db, corpus, { unknown: items, known })
  addAnswers(db, corpus, { labels, items, known })
  db.exec('COMMIT')
  for (const { sql } of indexes) db.exec(sql)
  db.exec('ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Adds a few labels that have just come, to items that have some. */
export function addLatest(dataDir: string, corpus: string, labels: number, seed: number): void {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { timeout: 10_000 })
  db.pragma('foreign_keys = OFF')
  const add = openAdding(db, corpus)
  const ids = db
    .prepare(`SELECT item_id FROM labels WHERE corpus = ? ORDER BY challenge_id LIMIT ?`)
    .pluck()
    .all(corpus, labels) as string[]
  const atMs = Date.now() - ageMs / 2
  db.transaction(() => {
    for (const [n, itemId] of ids.entries()) {
      const of = { itemId, given: 'latest', network: `latest ${seed} ${n}`, isRight: true }
      add.label(`z latest ${seed} ${n}`, { ...of, atMs })
    }
  })()
  db.close()
}

function addItems(
  db: Database.Database,
  corpus: string,
  counts: { unknown: number; known: number },
): void {
  const [row] = db.prepare('SELECT * FROM items WHERE corpus = ? LIMIT 1').all(corpus) as Record<
    string,
    unknown
  >[]
  if (!row) throw new Error(`The corpus ${corpus} has no item.`)
  const columns = Object.keys(row)
  const add = db.prepare(
    `INSERT INTO items (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  const others = { media_id: null, pair_id: null, confidence: null, machine_score: null }
  for (const status of ['unknown', 'known'] as const)
    for (let n = 0; n < counts[status]; n += 1) {
      const label = status === 'known' ? wordOf(n) : null
      const id = nameOf(status, n).slice(0, 32)
      add.run({ ...row, ...others, id, status, role: status, label, rank: n })
    }
}

type Given = { itemId: string; given: string; network: string; isRight: boolean; atMs: number }

function openAdding(db: Database.Database, corpus: string) {
  const label = db.prepare(`INSERT INTO labels (challenge_id, item_id, corpus, given, keyword,
    weight, known_asked, verdict, network_hash, elapsed_ms, given_at_ms)
    VALUES (?, ?, ?, ?, NULL, ?, 1, ?, ?, 4000, ?)`)
  const known =
    db.prepare(`INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword,
    is_right, verdict, network_hash, given_at_ms) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)`)
  const verdict = (isRight: boolean): string => (isRight ? 'pass' : 'fail')
  return {
    label: (id: string, { itemId, given, network, isRight, atMs }: Given) =>
      label.run(id, itemId, corpus, given, isRight ? 1 : 0, verdict(isRight), network, atMs),
    known: (id: string, { itemId, given, network, isRight, atMs }: Given) =>
      known.run(id, itemId, corpus, given, isRight ? 1 : 0, verdict(isRight), network, atMs),
  }
}

function addAnswers(
  db: Database.Database,
  corpus: string,
  { labels, items, known }: { labels: number; items: number; known: number },
): void {
  const { failShare, rightShare, canaryShare, canaries } = archiveRules
  const { labelsPerDay, labelsPerNetworkAndDay } = archiveRules
  const chance = openChance(1)
  const draw = (below: number): number => Math.floor(chance() * below)
  const add = openAdding(db, corpus)
  const everyMs = dayMs / labelsPerDay
  const fromMs = Date.now() - ageMs - labels * everyMs
  const networks = Math.max(10, Math.ceil(Math.min(labels, labelsPerDay) / labelsPerNetworkAndDay))
  for (let n = 0; n < labels; n += 1) {
    const isRight = chance() >= failShare
    const day = Math.floor(n / labelsPerDay)
    const network = nameOf('network', day * networks + draw(networks)).slice(0, 16)
    const id = `${n.toString(16).padStart(10, '0')}${nameOf('challenge', n).slice(0, 22)}`
    const atMs = Math.floor(fromMs + n * everyMs)
    const isCanary = chance() < canaryShare
    const of = isCanary ? draw(Math.min(known, canaries)) : draw(items)
    const itemId = nameOf(isCanary ? 'known' : 'unknown', of).slice(0, 32)
    const word = wordOf(of)
    const reads = chance() < rightShare[isRight ? 'pass' : 'fail']
    const given = reads ? word : misread(word, chance)
    add.label(id, { itemId, given, network, isRight, atMs })
    const asked = draw(known)
    const right = wordOf(asked)
    const answer = isRight ? right : misread(right, chance)
    const knownId = nameOf('known', asked).slice(0, 32)
    add.known(id, { itemId: knownId, given: answer, network, isRight, atMs })
    if (n % rowsPerCommit === rowsPerCommit - 1) db.exec('COMMIT; BEGIN')
  }
}
