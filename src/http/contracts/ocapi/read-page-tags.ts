import type { OcapiReleases } from '../../../wire/ocapi.ts'
import type { Build } from '../../published-files.ts'

type Release = OcapiReleases['releases'][number]

/** The payloads of the build, with their addresses and integrity values. */
export async function readReleases({ read }: Pick<Build, 'read'>): Promise<OcapiReleases> {
  return JSON.parse(String(await read('ocapi/releases.json'))) as OcapiReleases
}

/** The payload for new pages. */
export function findStable({ releases }: OcapiReleases): Release {
  const stable = releases.find(({ status }) => status === 'stable')
  if (!stable) throw new Error('there is no stable release of the payload')
  return stable
}

/** What new pages need of the build. */
export async function readPageTags(build: Pick<Build, 'read'>): Promise<{ stable: Release }> {
  return { stable: findStable(await readReleases(build)) }
}
