import { sendAnswer } from './solve.ts'
import { testTranscript, type OrcaStage, type PageVisitor } from './stage.ts'

const floorSeconds = 8

/** Tests what is heard of the ways of passing, from one to the next, and of more time. */
export function testWays(stage: OrcaStage): void {
  const open = async (visitor: PageVisitor, sitekey: string): Promise<void> => {
    await visitor.openBox(sitekey)
    await visitor.press('space')
  }
  const tab = async (visitor: PageVisitor, times: number): Promise<void> => {
    for (let time = 1; time <= times; time += 1) await visitor.press('Tab')
  }

  const ear = { name: 'ear', title: 'From eye to ear: the row of ways, and the recordings' }
  testTranscript(stage, ear, async (visitor, service) => {
    await open(visitor, service.sites.work.sitekey)
    await tab(visitor, 5)
    service.hold()
    await visitor.press('Return')
    await visitor.hear('(the recordings come)', service.release)
  })

  const neither = {
    name: 'neither',
    title: 'From eye to neither: the device works, and passes',
    settings: { work: { puzzles: 4, floorSeconds } },
  }
  testTranscript(stage, neither, async (visitor, service) => {
    await open(visitor, service.sites.work.sitekey)
    await tab(visitor, 6)
    service.hold()
    await visitor.press('Return')
    await visitor.hear('(the work comes)', () => {
      service.release()
      service.hold('answer')
    })
    await visitor.hear('(it goes on)', () => {})
    await visitor.hear('(it is done)', () => {})
    await visitor.hear('(the verdict comes)', () => {
      service.service.moveClock(floorSeconds * 1000)
      service.release()
    })
  })

  const voices = {
    name: 'voices',
    title: 'A challenge of two voices: played, missing, typed, right',
  }
  testTranscript(stage, voices, async (visitor, service) => {
    await open(visitor, service.sites.listening.sitekey)
    await visitor.press('space')
    await tab(visitor, 3)
    await visitor.press('Return')
    const [voice] = service.issued.at(-1)?.items ?? []
    await visitor.type(voice?.label ?? '')
    await sendAnswer(visitor, service)
  })

  const time = {
    name: 'more-time',
    title: 'A challenge whose time is nearly up, and is given more',
    settings: { challengeTtlMs: 20_000 },
  }
  testTranscript(stage, time, async (visitor, service) => {
    await open(visitor, service.sites.transcription.sitekey)
    await visitor.hear('(half of the time is over)', () => {})
    await tab(visitor, 2)
    await visitor.press('Return')
  })
}
