import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { csvRow } from './csv-row.ts'

const crowd = fileURLToPath(new URL('../../shared/crowd/', import.meta.url))
const partsOfGold = 5

/** The files of a set's answers and right labels. */
export function filesOf(set: string): { labels: string; gold: string } {
  return {
    labels: join(crowd, set, 'labels.csv'),
    gold: join(crowd, set, 'gold.csv'),
  }
}

/**
 * Writes one fifth of a set's right labels, the same in every run: tasks are sorted by their hashes and dealt
 * out in turn. Gives the file's path.
 */
export function writeFold(set: string, fold: number, folder: string): string {
  const rows: string[][] = parse(readFileSync(filesOf(set).gold), { from: 2 })
  const dealt = rows
    .map((row) => ({ row, hash: createHash('sha256').update(`${set}:${row[0]}`).digest('hex') }))
    .toSorted((a, b) => (a.hash < b.hash ? -1 : 1))
    .filter((_, place) => place % partsOfGold === fold)
  const lines = dealt.map(({ row }) => csvRow(row))
  const path = join(folder, `${set}-known-${fold}.csv`)
  writeFileSync(path, `task,label\n${lines.join('\n')}\n`)
  return path
}
