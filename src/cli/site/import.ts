import { addSites } from '../../manage/sites/add.ts'
import { actingFor, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { isRefused } from '../read-flags.ts'
import { readOneFile } from '../read-one-file.ts'
import { sentenceOf } from '../refusal-sentences.ts'
import { addedFacts, addedLines } from './added-sites.ts'
import { readSites } from './read-sites.ts'

const fileBytesMax = 2_000_000

/** `incipit site import FILE`: registers all sites of a table, with the keys that they bring along, or none. */
export const siteImport: Command = {
  usage: 'site import FILE',
  summary: 'registers all sites of a CSV file, with the keys they bring along, or none',
  flags: organisationFlag,
  words: [1, 1],
  run: async (command, [path = ''], flags) => {
    const file = await readOneFile(command, path, { of: 'sites', bytesMax: fileBytesMax })
    if ('refused' in file) return file
    const read = readSites(file.bytes)
    if (isRefused(read))
      return { refused: `${path} is not imported, nothing of it. ${read.refused}` }
    const lineOf = (order: number): number => read[order]?.line ?? 0
    return callUseCase(
      actingFor(command, flags),
      async (context) => {
        const added = await addSites(
          context,
          read.map(({ order }) => order),
        )
        if (!('refused' in added) || added.refused !== 'site_orders') return added
        const faults = added.faults.map(
          ({ order, why }) => `line ${lineOf(order)}: ${sentenceOf(why)}`,
        )
        return { faults }
      },
      (done) =>
        'faults' in done
          ? { refused: `${path} is not imported, nothing of it.\n${done.faults.join('\n')}` }
          : {
              json: done.sites.map((added) => addedFacts(added)),
              text: done.sites.map((added) => addedLines(added).join('\n')).join('\n\n'),
            },
    )
  },
}
