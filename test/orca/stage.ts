import { after, before, test } from 'node:test'
import { startPartner, type Partner } from '../browser/partner.ts'
import { composePage, type PageParts } from '../hcaptcha/site.ts'
import type { ChallengeSettings } from '../../src/model/settings.ts'
import { waitUntil } from '../engines/wait.ts'
import { startDesktop, type Desktop } from './desktop.ts'
import { startFirefox } from './firefox.ts'
import { openHeldService, type HeldService } from './held-service.ts'
import { transcribe, type About, type HearingVisitor } from './visitor.ts'

// Its first start, with a profile that is yet to be made, takes long on a busy machine.
const startPatienceMs = 180_000

/** A site's page in Firefox, on a desktop where it is heard. */
export type OrcaStage = { desktop: Desktop; partner: Partner }

/** What a transcript is of, and how the service is set otherwise than usual. */
type AboutVisit = About & { settings?: Partial<ChallengeSettings> }

/** Somebody who hears the page of the site. */
export type PageVisitor = HearingVisitor & {
  /** Loads the page again with these parts, and hears it to its end. */
  open: (parts: PageParts, sitekey?: string) => Promise<void>
  /** Does the same, and writes down what is said from its heading on. */
  read: (parts: PageParts) => Promise<void>
  /** Loads the page with a site’s box, and goes to the box. */
  openBox: (sitekey?: string, parts?: PageParts) => Promise<void>
}

/** What a visitor does there, and what the service does meanwhile. */
type Visit = (visitor: PageVisitor, service: HeldService) => Promise<void>

/** Sets the stage for the transcripts of one run. */
export function setOrcaStage(): OrcaStage {
  const stage = {} as OrcaStage
  const isPageRead = async (): Promise<boolean> =>
    stage.desktop.hear().includes('Finished loading A partner.')
  before(async () => {
    stage.partner = await startPartner()
    stage.desktop = await startDesktop()
    startFirefox(stage.desktop, stage.partner.origin)
    await waitUntil('the page', isPageRead, startPatienceMs)
  })
  after(async () => {
    await stage.desktop?.stop()
    await stage.partner?.stop()
  })
  return stage
}

/** Tests that what Orca says to a visitor is what its reviewed transcript has. */
export function testTranscript(stage: OrcaStage, about: AboutVisit, visit: Visit): void {
  test(`Orca says what ${about.name}.txt has`, () => visitStage(stage, about, visit))
}

/** Lets a visitor do what a transcript has; rejects if what Orca says is not what it has. */
export async function visitStage(
  stage: OrcaStage,
  { settings, ...about }: AboutVisit,
  visit: Visit,
): Promise<void> {
  const service = await openHeldService(settings)
  const { partner, desktop } = stage
  try {
    await transcribe(desktop, about, async (visitor) => {
      const { transcription } = service.sites
      const load = (parts: PageParts, sitekey = transcription.sitekey): void => {
        partner.page = composePage({ ...service, sitekey }, parts)
      }
      const open: PageVisitor['open'] = async (parts, sitekey) => {
        load(parts, sitekey)
        await visitor.pressAside('push button', 'F5')
      }
      const read: PageVisitor['read'] = async (parts) => {
        load(parts)
        await visitor.press('F5')
      }
      const openBox: PageVisitor['openBox'] = async (sitekey, parts = {}) => {
        await open(parts, sitekey)
        await visitor.pressAside('Focus mode', 'Tab')
        await visitor.press('Tab')
      }
      await visit({ ...visitor, open, read, openBox }, service)
    })
  } finally {
    service.release()
    await service.service.close()
  }
}
