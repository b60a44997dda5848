import type { Command } from '../command.ts'
import { instantOf } from '../secret/lifetimes.ts'
import { cell } from '../print.ts'
import { isRefused, readWhole } from '../read-flags.ts'
import { withStore } from '../with-store.ts'

const linesShown = 100
const linesShownMax = 10_000

/** `incipit audit`: what was done to sites, secrets and corpora, the latest first. */
export const audit: Command = {
  usage: 'audit',
  summary: 'shows what was done to sites, secrets and corpora, the latest first',
  flags: {
    count: { type: 'string', meaning: `how many lines, at most ${linesShownMax} [${linesShown}]` },
  },
  words: [0, 0],
  run: async (context, _, flags) => {
    const count = readWhole(flags, 'count', [1, linesShownMax])
    if (isRefused(count)) return count
    return withStore(context, async ({ secrets }) => {
      const lines = await secrets.listAudit(count ?? linesShown)
      const shown = lines.map(({ atMs, ...of }) => ({ at: instantOf(atMs), ...of }))
      const text = shown.map(({ at, organisation, action, subject, detail }) =>
        [at, organisation, action, subject, detail].map(cell).join('  '),
      )
      return { text: text.join('\n') || 'Nothing was done yet.', json: shown }
    })
  },
}
