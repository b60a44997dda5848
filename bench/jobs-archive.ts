import Database from 'better-sqlite3'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const columns = 20
const rows = 50
const cell = { widthPixels: 100, heightPixels: 48 }
const wordsPerPage = columns * rows
const letters = 'abcdefghijklmnopqrstuvwxyz'
const networks = 2_000
const secondMs = 1_000

/** Pseudo-random numbers, the same in every run. */
function openChance(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    const mixed = Math.imul(seed ^ (seed >>> 15), seed | 1)
    const again = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61))
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Writes pages of a thousand words each; half of the words have no text. */
export async function makePages(folder: string, pages: number, seed: number): Promise<void> {
  const [width, height] = [columns * cell.widthPixels, rows * cell.heightPixels]
  mkdirSync(folder)
  for (let page = 0; page < pages; page += 1) {
    const chance = openChance(seed + page)
    const grey = Buffer.alloc(width * height, 232)
    let lines = ''
    for (let n = 0; n < wordsPerPage; n += 1) {
      const x = (n % columns) * cell.widthPixels + 6
      const y = Math.floor(n / columns) * cell.heightPixels + 8
      for (let stroke = 0; stroke < 24; stroke += 1) {
        const left = x + Math.floor(chance() * 82)
        const from = y + Math.floor(chance() * 12)
        const to = from + 6 + Math.floor(chance() * 12)
        for (let row = from; row < to; row += 1)
          grey.fill(40, row * width + left, row * width + left + 3)
      }
      const text = Array.from({ length: 6 }, () => letters[Math.floor(chance() * 26)]).join('')
      const place = `HPOS="${x}" VPOS="${y}" WIDTH="86" HEIGHT="32"`
      const content = n % 2 === 0 ? text : ''
      lines += `<TextLine ID="l${n}" ${place}><String ID="w${n}" ${place} CONTENT="${content}"/></TextLine>`
    }
    const name = join(folder, `page-${seed + page}`)
    const raw = { width, height, channels: 1 as const }
    await sharp(grey, { raw }).png().toFile(`${name}.png`)
    writeFileSync(
      `${name}.xml`,
      `<alto><Layout><Page WIDTH="${width}" HEIGHT="${height}"><PrintSpace><TextBlock>${lines}</TextBlock></PrintSpace></Page></Layout></alto>`,
    )
  }
}

/** Adds answers from many networks to the log of a corpus, each with a label and a known item. */
export function addLabels(dataDir: string, corpus: string, count: number): void {
  const db = new Database(join(dataDir, 'incipit.sqlite'))
  const idsOf = (status: string): string[] =>
    db
      .prepare('SELECT id FROM items WHERE corpus = ? AND status = ? ORDER BY id')
      .pluck()
      .all(corpus, status) as string[]
  const [unknown, known] = [idsOf('unknown'), idsOf('known')]
  const addAnswer =
    db.prepare(`INSERT INTO answers (challenge_id, contract, sitekey, corpus, kind, keyword,
    verdict, network_hash, elapsed_ms, answered_at_ms)
    VALUES (?, 'ocapi', 'bench', ?, 'transcription', NULL, ?, ?, 4000, ?)`)
  const addKnown =
    db.prepare(`INSERT INTO known_answers (challenge_id, item_id, corpus, given, keyword,
    is_right, verdict, network_hash, given_at_ms) VALUES (?, ?, ?, 'x', NULL, ?, ?, ?, ?)`)
  const addLabel =
    db.prepare(`INSERT INTO labels (challenge_id, item_id, corpus, given, keyword, weight,
    known_asked, verdict, network_hash, elapsed_ms, given_at_ms)
    VALUES (?, ?, ?, ?, NULL, ?, 1, ?, ?, 4000, ?)`)
  const chance = openChance(1)
  const draw = (below: number): number => Math.floor(chance() * below)
  const fromMs = Date.now() - (count + 3_600) * secondMs
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) {
      const isRight = chance() < 0.9
      const verdict = isRight ? 'pass' : 'fail'
      const of = draw(unknown.length)
      const network = `network ${draw(networks)}`
      const [id, atMs] = [`bench ${n}`, fromMs + n * secondMs]
      const given = chance() < (isRight ? 0.93 : 0.4) ? `word${of}` : `word${of}${draw(9)}`
      addAnswer.run(id, corpus, verdict, network, atMs)
      addKnown.run(id, known[draw(known.length)], corpus, isRight ? 1 : 0, verdict, network, atMs)
      addLabel.run(id, unknown[of], corpus, given, isRight ? 1 : 0, verdict, network, atMs)
    }
  })()
  db.close()
}

/** Marks the fit of a corpus as stale, as a change of its rules does. */
export function makeStale(dataDir: string, corpus: string): void {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { timeout: 10_000 })
  db.prepare('UPDATE corpora SET fit_marks = fit_marks + 1 WHERE name = ?').run(corpus)
  db.prepare(
    `UPDATE jobs SET due_at_ms = 0 WHERE kind = 'settle' AND corpus = ? AND state <> 'running'`,
  ).run(corpus)
  db.close()
}

/** Says whether a job of a kind is running. */
export function isJobRunning(dataDir: string, kind: string): boolean {
  const db = new Database(join(dataDir, 'incipit.sqlite'), { readonly: true })
  const row = db.prepare(`SELECT 1 FROM jobs WHERE kind = ? AND state = 'running'`).get(kind)
  db.close()
  return row !== undefined
}
