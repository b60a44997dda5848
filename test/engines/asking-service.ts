import { randomBytes } from 'node:crypto'
import { makeSite } from '../../src/manage/sites/make-site.ts'
import type { Challenge } from '../../src/model/challenge.ts'
import type { ChallengeSettings } from '../../src/model/settings.ts'
import type { Site } from '../../src/model/site.ts'
import { openStore } from '../../src/store/sqlite/open-store.ts'
import { fillSpoken, settingsForSpoken } from '../kinds/audio/spoken.ts'
import { fillVoices } from '../kinds/listening/voices.ts'
import { noLimits, openBuilt, openService, type ServiceFixture } from '../setup/service.ts'
import { makeGate, type Gate } from './gate.ts'
import type { AskedKind } from './visitor-table.ts'

/** A service with what was built, which asks every kind, and listens. */
export type AskingService = {
  service: ServiceFixture
  origin: string
  /** A site of each kind; that of work asks for texts at first, and has recordings, too. */
  sites: Record<AskedKind, Site>
  /** The challenges that were issued, as the service stores them. */
  issued: Challenge[]
  /** Holds what it is asked. */
  gate: Gate
}

/** Opens such a service, perhaps with other settings than usual. */
export async function openAskingService(
  changed: Partial<ChallengeSettings> = {},
): Promise<AskingService> {
  const built = await openBuilt()
  const issued: Challenge[] = []
  const gate = makeGate()
  const limits = { ...noLimits, take: gate.take }
  const service = await openService((store) => {
    const { settings, ...parts } = settingsForSpoken(store)
    return { ...built, ...parts, limits, settings: { ...settings, ...changed } }
  }, noting(issued))
  const { store } = service
  const [audio, listening] = [await fillSpoken(store), await fillVoices(store)]
  const work = makeSite(
    { clock: () => 0, random: randomBytes },
    { name: 'Two ways', corpora: ['transcription', ...audio.corpora], difficulty: 'easy' },
  )
  await store.sites.add(work)
  const origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  return { service, origin, sites: { ...service.sites, audio, listening, work }, issued, gate }
}
export function entryFor(label: string | null): string {
  return label ?? 'perdrix'
}

/** Opens a store that notes the challenges that are put into it. */
function noting(issued: Challenge[]): typeof openStore {
  return (context) => {
    const store = openStore(context)
    const put: typeof store.tickets.put = (ticket) => {
      if (ticket.kind === 'challenge') issued.push(JSON.parse(ticket.body) as Challenge)
      return store.tickets.put(ticket)
    }
    return { ...store, tickets: { ...store.tickets, put } }
  }
}
