import { listSites } from '../../manage/sites/list.ts'
import { showSite, type SitePasses } from '../../manage/sites/show.ts'
import { factText, siteFacts } from '../../manage/sites/site-facts.ts'
import type { Named } from '../../manage/organisations/acting.ts'
import type { Site } from '../../model/site.ts'
import { puzzleCost } from '../../model/way.ts'
import { actingFor, noneText, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Result } from '../command.ts'
import { cell } from '../print.ts'

/** `incipit site list`: lists the sites, without their secrets. */
export const siteList: Command = {
  usage: 'site list',
  summary: 'lists the sites',
  flags: organisationFlag,
  words: [0, 0],
  run: (command, _, flags) =>
    callUseCase(actingFor(command, flags), listSites, (sites) => shownAll(sites, flags)),
}

function shownAll(sites: readonly Named<Site>[], flags: Flags): Result {
  const lines = sites.map(
    ({ sitekey, name, organisationName: organisation, mode, difficulty, domains }) => {
      const where = domains.join(', ') || 'any domain'
      return cell(`${sitekey}  ${name}  (${organisation}; ${mode}, ${difficulty}; ${where})`)
    },
  )
  return {
    text: lines.join('\n') || noneText(flags, 'sites', '`incipit site add NAME` makes one.'),
    json: sites.map(siteFacts),
  }
}

/** `incipit site show SITEKEY`: shows a site with its private id, the ids of its secrets and the passes by each way in thirty days, for its owner. */
export const siteShow: Command = {
  usage: 'site show SITEKEY',
  summary: 'shows a site, with its private id, the ids of its secrets, and passes by way',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [sitekey = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => showSite(context, { sitekey }),
      ({ site, secretIds, passes }) => {
        const facts = { ...siteFacts(site), private_id: site.privateId, secrets: secretIds }
        const lines = Object.entries({ ...facts, passes: passTexts(passes) }).map(([name, value]) =>
          cell(`${name.padEnd(13)} ${factText(value)}`),
        )
        return { text: lines.join('\n'), json: { ...facts, passes: passFacts(passes) } }
      },
    ),
}

// Of all passes of thirty days, how many were by each way, and what a pass took on average.
function passFacts(passes: readonly SitePasses[]) {
  const all = passes.reduce((sum, of) => sum + of.passes, 0)
  return passes.map(({ way, passes: count, puzzles, seconds }) => ({
    way,
    passes: count,
    share: count / all,
    seconds_each: seconds / count,
    ...(way === 'neither'
      ? { puzzles_each: puzzles / count, memory_mib: puzzleCost.memoryKib / 1024 }
      : {}),
  }))
}

function passTexts(passes: readonly SitePasses[]): string[] {
  return passFacts(passes).map((of) => {
    const percent = (100 * of.share).toFixed(1)
    const work = of.puzzles_each
      ? `, ${Math.round(of.puzzles_each)} puzzles of ${of.memory_mib} MiB`
      : ''
    return `${of.passes} by ${of.way} (${percent} %; each took ${Math.round(of.seconds_each)} s${work})`
  })
}
