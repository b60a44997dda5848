import { readHeading, readRecords } from '../../corpus/formats/read/csv.ts'
import { toUtf8 } from '../../corpus/formats/read/encoding.ts'
import type { NewSite } from '../../manage/sites/draft-sites.ts'
import type { Refusal } from '../command.ts'
import { findFlagFaults } from './site-flags.ts'
import { findIdFault, readSiteOrder } from './site-order.ts'

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
  'default_way',
  'neither',
  'privacy_text',
  'privacy_url',
] as const

/** A line of a file: the site that it holds, as far as it can be read, and what is wrong. */
export type SiteLine = { line: number; order: NewSite | null; faults: string[] }

/**
 * Reads a table of sites: UTF-8 (or UTF-16 with a mark), by commas, semicolons or tabs. An empty cell counts as not
 * given. It goes on after a line that is wrong, so that all of them are known at once.
 */
export function readSites(bytes: Uint8Array): SiteLine[] | Refusal {
  const text = toUtf8(bytes)
  if ('fault' in text) return { refused: `${text.fault}.` }
  const heading = readHeading(text)
  const titles = (heading?.names ?? []).map((title) => title.trim().toLowerCase())
  const unknown = titles.find((title) => !(columns as readonly string[]).includes(title))
  if (!heading || !titles.includes('name') || unknown !== undefined)
    return {
      refused: `${unknown === undefined ? 'it has no column “name”' : `“${unknown}” is no column`}; the first line names the columns, out of ${columns.join(', ')}.`,
    }
  const lines: SiteLine[] = []
  for (const record of readRecords(text, heading.body)) {
    const { line } = record
    if ('why' in record) lines.push(broken(line, `cannot be read: ${record.why}.`))
    else if (record.cells.length > titles.length)
      lines.push(broken(line, 'it has more cells than the first line.'))
    else if (record.cells.some((cell) => cell.trim() !== ''))
      lines.push({ line, ...readRow(titles, record.cells) })
  }
  return lines.length === 0 ? { refused: 'it holds no sites.' } : lines
}

function broken(line: number, why: string): SiteLine {
  return { line, order: null, faults: [why] }
}

function readRow(titles: readonly string[], cells: readonly string[]): Omit<SiteLine, 'line'> {
  const given = Object.fromEntries(
    titles
      .map((title, at) => [title.replace('_', '-'), (cells[at] ?? '').trim()] as const)
      .filter(([, cell]) => cell !== ''),
  )
  const { domains, corpora, name = '', ...flags } = given
  const wrong = findFlagFaults(flags)
  const idFault = findIdFault(flags)
  const unusable = new Set(wrong.map(({ flag }) => flag))
  if (idFault !== null) unusable.add('client-id')
  const order = readSiteOrder(name, {
    ...Object.fromEntries(Object.entries(flags).filter(([flag]) => !unusable.has(flag))),
    ...(domains === undefined ? {} : { domain: splitList(domains, /[;\s]+/) }),
    ...(corpora === undefined ? {} : { corpus: splitList(corpora, /;/) }),
  })
  if ('refused' in order) return { order: null, faults: [order.refused] }
  const sentences = wrong.map(({ sentence }) => sentence)
  return { order, faults: idFault === null ? sentences : [...sentences, idFault] }
}

function splitList(cell: string, by: RegExp): string[] {
  return cell
    .split(by)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}
