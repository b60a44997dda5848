import type { ChallengeSettings } from '../../src/model/settings.ts'
import { openAskingService, type AskingService } from '../engines/asking-service.ts'
import type { Gate } from '../engines/gate.ts'

/** A service whose replies can be held, as on a slow line, until what was said before is heard. */
export type HeldService = AskingService &
  Pick<Gate, 'hold' | 'letGo' | 'release'> & {
    /** Cuts every connection, and takes no other. */
    goAway: () => void
  }

/** Opens such a service, perhaps with other settings. */
export async function openHeldService(
  settings: Partial<ChallengeSettings> = {},
): Promise<HeldService> {
  const asking = await openAskingService(settings)
  const goAway = (): void => {
    asking.service.app.server.close()
    asking.service.app.server.closeAllConnections()
  }
  return { ...asking, ...asking.gate, goAway }
}
