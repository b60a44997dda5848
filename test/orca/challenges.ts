import { latest, sendAnswer, sendWrongAnswer, typeEntries } from './solve.ts'
import { testTranscript, type OrcaStage, type PageVisitor } from './stage.ts'

/** Tests what is heard of a challenge in the dialog of a box: each kind, and what becomes of an answer. */
export function testChallenges(stage: OrcaStage): void {
  const open = async (visitor: PageVisitor, sitekey: string): Promise<void> => {
    await visitor.openBox(sitekey)
    await visitor.press('space')
  }

  const texts = {
    name: 'texts',
    title: 'A challenge of texts: missing, wrong, another, reported, right',
  }
  testTranscript(stage, texts, async (visitor, service) => {
    await open(visitor, service.sites.transcription.sitekey)
    await visitor.press('Return')
    await typeEntries(visitor, service, false)
    await sendWrongAnswer(visitor, service)
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('Tab')
    service.hold()
    await visitor.press('Return')
    await visitor.hear('(another challenge comes)', service.release)
    for (let tabs = 1; tabs <= 9; tabs += 1) await visitor.press('Tab')
    await visitor.press('Return')
    await visitor.press('Tab')
    await visitor.press('Tab')
    service.hold('issue')
    await visitor.press('Return')
    await visitor.hear('(the next challenge comes)', service.release)
    await typeEntries(visitor, service)
    await visitor.press('Tab')
    await sendAnswer(visitor, service)
  })

  const pictures = { name: 'pictures', title: 'A challenge of pictures: missing, chosen, right' }
  testTranscript(stage, pictures, async (visitor, service) => {
    await open(visitor, service.sites.classification.sitekey)
    await visitor.press('space')
    await visitor.press('space')
    const { items, keyword } = latest(service)
    for (const [index, { role, label }] of items.entries()) {
      if (index > 0) await visitor.press('Tab')
      if (role === 'known' && label === keyword) await visitor.pressAside('pressed', 'space')
    }
    await visitor.press('Tab')
    await sendAnswer(visitor, service)
  })

  const recordings = {
    name: 'recordings',
    title: 'A challenge of recordings: played, typed, right',
  }
  testTranscript(stage, recordings, async (visitor, service) => {
    await open(visitor, service.sites.audio.sitekey)
    await visitor.press('space')
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('space')
    await visitor.press('Tab')
    await visitor.press('period')
    await typeEntries(visitor, service, true, ['Tab', 'Tab', 'Tab', 'Tab'])
    await sendAnswer(visitor, service)
  })

  const lost = {
    name: 'lost',
    title: 'A challenge of texts: the service is away when it is answered',
  }
  testTranscript(stage, lost, async (visitor, service) => {
    await open(visitor, service.sites.transcription.sitekey)
    await typeEntries(visitor, service)
    service.hold()
    await visitor.press('Return')
    await visitor.hear('(the service goes away)', service.goAway)
  })
}
