import { measureLimits, type LimitUse } from '../../manage/storage/measure-limits.ts'
import { measureStorage, type StorageSize } from '../../manage/storage/measure-storage.ts'
import { findWithoutEar } from '../../manage/sites/find-without-ear.ts'
import { instantOf } from '../../manage/instants.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Result } from '../command.ts'
import { cell } from '../print.ts'
import { folderBounds, freeBound, tableBounds } from './growth-bounds.ts'

const unknownBound = 'not a part of Incipit'

/** `incipit doctor`: shows what grows: each table and each folder, how large it is, and what bounds it. */
export const doctor: Command = {
  usage: 'doctor',
  summary:
    'shows what grows: rows and bytes of each table, files of each folder, and what bounds them; how much of the limits is used; and which sites ask nothing by ear',
  flags: {},
  words: [0, 0],
  run: async (command) => {
    const { dataDir } = command.config
    if (!command.hasStore())
      return { refused: `There is no data folder of Incipit in “${cell(dataDir)}”; see --data.` }
    return callUseCase(
      command,
      async (context) => ({
        ...(await measureStorage(context)),
        limits: await measureLimits(context, command.config.limitsPercent),
        withoutEar: await findWithoutEar(context),
      }),
      show,
    )
  },
}

type Found = StorageSize & { limits: readonly LimitUse[]; withoutEar: readonly string[] }

function show(found: Found): Result {
  const { tables, freeBytes, folders, limits, withoutEar } = found
  const tableFacts = tables.map((of) => ({ ...of, bound: tableBounds[of.table] ?? unknownBound }))
  const folderFacts = folders.map(({ oldestMs, newestMs, ...of }) => ({
    ...of,
    oldest: oldestMs === null ? null : instantOf(oldestMs),
    newest: newestMs === null ? null : instantOf(newestMs),
    bound: folderBounds[of.name] ?? unknownBound,
  }))
  const filled = tableFacts.filter(({ rows }) => rows > 0)
  const text = [
    ...align([
      ['table', 'rows', 'size', 'bound'],
      ...filled.map(({ table, rows, bytes, bound }) => [table, `${rows}`, sizeOf(bytes), bound]),
      ...(freeBytes === null ? [] : [['(free)', '', sizeOf(freeBytes), freeBound]]),
    ]),
    `${tableFacts.length - filled.length} more tables are empty.`,
    '',
    ...align([
      ['in the data folder', 'files', 'size', 'oldest', 'newest', 'bound'],
      ...folderFacts.map(({ name, files, bytes, oldest, newest, bound }) => [
        cell(name),
        `${files}`,
        sizeOf(bytes),
        dayOf(oldest),
        dayOf(newest),
        bound,
      ]),
    ]),
    ...showLimits(limits),
    ...showWithoutEar(withoutEar),
  ].join('\n')
  const limitFacts = limits.map(({ sitekey, usedShare, fullInSeconds }) => ({
    sitekey,
    used_share: usedShare,
    full_in_seconds: fullInSeconds,
  }))
  const json = {
    tables: tableFacts,
    free_bytes: freeBytes,
    folders: folderFacts,
    limits: limitFacts,
    sites_without_ear: withoutEar,
  }
  return { text, json }
}

function showLimits(limits: readonly LimitUse[]): string[] {
  if (limits.length === 0) return ['', 'No limits hold (--limits-percent 0).']
  return [
    '',
    ...align([
      ['challenges at once', 'used', 'all there again in'],
      ...limits.map(({ sitekey, usedShare, fullInSeconds }) => [
        sitekey === null ? 'the instance' : `site ${cell(sitekey)}`,
        `${Math.round(100 * usedShare)} %`,
        `${fullInSeconds} s`,
      ]),
    ]),
  ]
}

function showWithoutEar(sitekeys: readonly string[]): string[] {
  if (sitekeys.length === 0) return []
  return [
    '',
    'These sites ask nothing by ear, so that visitors who cannot see have no challenge:',
    ...sitekeys.map((sitekey) => `  ${cell(sitekey)}`),
    '`incipit corpus speak NAME --language TAG` makes a corpus of a machine’s voices; a site that names its corpora has to name it, too (`site set SITEKEY --corpus …`).',
  ]
}

function dayOf(instant: string | null): string {
  return instant === null ? '-' : instant.slice(0, 10)
}

function sizeOf(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB']
  let [size, unit] = [bytes / 1000, 0]
  while (size >= 1000 && unit < units.length - 1) [size, unit] = [size / 1000, unit + 1]
  return `${size.toFixed(size < 10 ? 1 : 0)} ${units[unit]}`
}

// Numbers and sizes end at the right of their column, texts begin at its left, and the last column is open.
function align(rows: readonly (readonly string[])[]): string[] {
  const [head = []] = rows
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((text, column) => {
        if (column === row.length - 1) return text
        const width = widths[column] ?? 0
        return ['rows', 'files', 'size', 'used'].includes(head[column] ?? '')
          ? text.padStart(width)
          : text.padEnd(width)
      })
      .join('  '),
  )
}
