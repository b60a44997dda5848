import { classNameLimits, type ClassName } from '../../../model/class-name.ts'
import { readHeading, readRecords } from './csv.ts'
import { toUtf8, type Fault } from './encoding.ts'

const columns = ['class', 'language', 'name'] as const

/**
 * Reads a table of names of classes: UTF-8 (or UTF-16 with a mark), by commas, semicolons or tabs, with the
 * columns `class`, `language` and `name` in any order; further ones are passed over.
 */
export function readClassNames(bytes: Uint8Array): { names: ClassName[] } | Fault {
  const text = toUtf8(bytes)
  if ('fault' in text) return text
  const heading = readHeading(text)
  const titles = (heading?.names ?? []).map((title) => title.trim().toLowerCase())
  const missing = columns.filter((column) => !titles.includes(column))
  if (!heading || missing.length > 0)
    return { fault: `it has no column “${missing.join('”, “')}”; the first line names the columns` }
  const names: ClassName[] = []
  for (const record of readRecords(text, heading.body)) {
    if ('why' in record) return { fault: `line ${record.line} cannot be read: ${record.why}` }
    const cell = (column: (typeof columns)[number]): string =>
      (record.cells[titles.indexOf(column)] ?? '').trim()
    const name = { class: cell('class'), language: cell('language'), name: cell('name') }
    const isEmpty = record.cells.every((one) => one.trim() === '')
    if (isEmpty) continue
    if (Object.values(name).includes('') || record.cells.length > titles.length)
      return { fault: `line ${record.line} is not a class, a language and a name` }
    names.push(name)
    if (names.length > classNameLimits.names)
      return { fault: `it has more than ${classNameLimits.names} names` }
  }
  return names.length === 0 ? { fault: 'it holds no names' } : { names }
}
