import { readHeading, readRecords } from '../../corpus/formats/read/csv.ts'
import { toUtf8 } from '../../corpus/formats/read/encoding.ts'
import type { NewSite } from '../../manage/sites/add.ts'
import type { Refusal } from '../command.ts'
import { readSiteOrder } from './site-order.ts'

const columns = [
  'name',
  'organisation',
  'sitekey',
  'client_id',
  'secret',
  'private_id',
  'domains',
  'corpora',
  'localhost',
  'null_origin',
  'mode',
  'difficulty',
  'remoteip',
  'score',
  'privacy_text',
  'privacy_url',
] as const

/** A site of a file, with the line where it is. */
export type SiteOfLine = { line: number; order: NewSite }

/**
 * Reads a table of sites: UTF-8 (or UTF-16 with a mark), by commas, semicolons or tabs. An empty cell counts as not
 * given. All lines that are wrong are named, and then nothing is read.
 */
export function readSites(bytes: Uint8Array): SiteOfLine[] | Refusal {
  const text = toUtf8(bytes)
  if ('fault' in text) return { refused: `${text.fault}.` }
  const heading = readHeading(text)
  const titles = (heading?.names ?? []).map((title) => title.trim().toLowerCase())
  const unknown = titles.find((title) => !(columns as readonly string[]).includes(title))
  if (!heading || !titles.includes('name') || unknown !== undefined)
    return {
      refused: `${unknown === undefined ? 'it has no column “name”' : `“${unknown}” is no column`}; the first line names the columns, out of ${columns.join(', ')}.`,
    }
  const sites: SiteOfLine[] = []
  const faults: string[] = []
  for (const record of readRecords(text, heading.body)) {
    const read =
      'why' in record
        ? { refused: `cannot be read: ${record.why}.` }
        : readRow(titles, record.cells)
    if (read === null) continue
    if ('refused' in read) faults.push(`line ${record.line}: ${read.refused}`)
    else sites.push({ line: record.line, order: read })
  }
  if (faults.length > 0) return { refused: faults.join('\n') }
  return sites.length === 0 ? { refused: 'it holds no sites.' } : sites
}

function readRow(titles: readonly string[], cells: readonly string[]): NewSite | Refusal | null {
  if (cells.every((cell) => cell.trim() === '')) return null
  if (cells.length > titles.length) return { refused: 'it has more cells than the first line.' }
  const given = new Map(
    titles
      .map((title, at) => [title, (cells[at] ?? '').trim()] as const)
      .filter(([, cell]) => cell !== ''),
  )
  const list = (column: string): string[] | undefined =>
    given
      .get(column)
      ?.split(/[;\s]+/)
      .filter((one) => one !== '')
  const { domains, corpora, name = '', ...flags } = Object.fromEntries(given)
  return readSiteOrder(name, {
    ...Object.fromEntries(
      Object.entries(flags).map(([column, cell]) => [column.replace('_', '-'), cell]),
    ),
    ...(domains === undefined ? {} : { domain: list('domains') }),
    ...(corpora === undefined ? {} : { corpus: corpora.split(';').map((one) => one.trim()) }),
  })
}
