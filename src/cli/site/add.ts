import { addSite } from '../../manage/sites/add.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { readTextFlag } from '../read-flags.ts'
import { addedFacts, addedLines, anyAddress, pageLines } from './added-sites.ts'
import { siteDefaults, siteFlags } from './site-flags.ts'
import { keyFlags, readSiteOrder } from './site-order.ts'

/** `incipit site add NAME`: registers a site and shows its keys; a secret made here is shown only this once. */
export const siteAdd: Command = {
  usage: 'site add NAME',
  summary: 'registers a site and shows its keys',
  flags: {
    ...keyFlags,
    ...Object.fromEntries(
      Object.entries<Command['flags'][string]>(siteFlags).map(([flag, of]) => [
        flag,
        flag in siteDefaults ? { ...of, meaning: `${of.meaning} [${siteDefaults[flag]}]` } : of,
      ]),
    ),
    address: {
      type: 'string',
      meaning: 'the address of the service, for the tags that are printed',
    },
  },
  words: [1, 1],
  run: async (command, [name = ''], flags) => {
    const order = readSiteOrder(name, flags)
    if ('refused' in order) return order
    const address = readAddress(readTextFlag(flags, 'address') ?? anyAddress)
    if (address === null) return { refused: `--address must be an address, such as ${anyAddress}.` }
    const tags = await command.readPageTags()
    return callUseCase(
      command,
      (context) => addSite(context, order),
      (added) => ({
        json: addedFacts(added),
        text: [...addedLines(added), ...pageLines(added, tags, address)].join('\n'),
      }),
    )
  },
}

// A service may be under a path.
function readAddress(given: string): string | null {
  if (!URL.canParse(given)) return null
  const { protocol, origin, pathname } = new URL(given)
  return /^https?:$/.test(protocol) ? `${origin}${pathname.replace(/\/+$/, '')}` : null
}
