import type { Context } from '../../manage/context.ts'
import type { Refused } from '../../manage/refused.ts'
import { addSites, checkSites } from '../../manage/sites/add.ts'
import type { AddedSite } from '../../manage/sites/draft-sites.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { readOneFile } from '../read-one-file.ts'
import { sentenceOf } from '../refusal-sentences.ts'
import { addedFacts, addedLines } from './added-sites.ts'
import { readSites, type SiteLine } from './read-sites.ts'

const fileBytesMax = 2_000_000
const faultsShownMax = 100

/** `incipit site import FILE`: registers all sites of a table, with the keys that they bring along, or none. */
export const siteImport: Command = {
  usage: 'site import FILE',
  summary: 'registers all sites of a CSV file, with the keys they bring along, or none',
  flags: organisationFlag,
  words: [1, 1],
  run: async (command, [path = ''], flags) => {
    const file = await readOneFile(command, path, { of: 'sites', bytesMax: fileBytesMax })
    if ('refused' in file) return file
    const lines = readSites(file.bytes)
    if (isRefused(lines)) return { refused: notImported(path, lines.refused) }
    return callUseCase(
      actingFor(command, flags),
      async (context) => {
        const done = await addLines(context, lines)
        return Array.isArray(done) ? { faults: done } : done
      },
      (done) =>
        'faults' in done
          ? { refused: notImported(path, `\n${faultLines(done.faults)}`) }
          : {
              json: done.sites.map((added) => addedFacts(added)),
              text: done.sites.map((added) => addedLines(added).join('\n')).join('\n\n'),
            },
    )
  },
}

type LineFault = { line: number; sentence: string }

// If a line cannot be read, the others are only checked, so that all that is wrong is said at once.
async function addLines(
  context: Context,
  lines: readonly SiteLine[],
): Promise<LineFault[] | { sites: AddedSite[] } | Refused> {
  const sites = lines.flatMap(({ line, order }) => (order ? [{ line, order }] : []))
  const orders = sites.map(({ order }) => order)
  const unread = lines.flatMap(({ line, faults }) => faults.map((sentence) => ({ line, sentence })))
  const done =
    unread.length > 0 ? await checkSites(context, orders) : await addSites(context, orders)
  if (!('faults' in done)) return done
  const refused = done.faults.map(({ order, why }) => ({
    line: sites[order]?.line ?? 0,
    sentence: sentenceOf(why),
  }))
  return [...unread, ...refused]
}

function faultLines(faults: readonly LineFault[]): string {
  const lines = faults
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, sentence }) => `line ${line}: ${sentence}`)
  const more = lines.length - faultsShownMax
  const rest = more > 0 ? [`and ${more} more.`] : []
  return [...lines.slice(0, faultsShownMax), ...rest].join('\n')
}

function notImported(path: string, why: string): string {
  return `${path} is not imported, nothing of it. ${why}`
}
