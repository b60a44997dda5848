import { writeOcapiTag } from '../engines/ocapi-tag.ts'
import { sendAnswer, sendWrongAnswer, typeEntries } from './solve.ts'
import { testTranscript, type OrcaStage } from './stage.ts'

/** Tests what is heard of Ocapi’s box, which shows its challenge in the page itself. */
export function testOcapi(stage: OrcaStage): void {
  const texts = {
    name: 'ocapi-texts',
    title: 'Ocapi’s box with texts: read with the page, wrong, right',
  }
  testTranscript(stage, texts, async (visitor, service) => {
    await visitor.read(await writeOcapiTag(service, service.sites.transcription))
    await visitor.press('Tab')
    await visitor.press('Tab')
    await typeEntries(visitor, service, false)
    await sendWrongAnswer(visitor, service)
    await typeEntries(visitor, service)
    await sendAnswer(visitor, service)
  })

  const pictures = {
    name: 'ocapi-pictures',
    title: 'Ocapi’s box with pictures: reached, none chosen',
  }
  testTranscript(stage, pictures, async (visitor, service) => {
    await visitor.open(await writeOcapiTag(service, service.sites.classification))
    await visitor.pressAside('Focus mode', 'Tab')
    await visitor.press('Tab')
    await visitor.press('space')
    await visitor.press('space')
    for (let index = 1; index <= 9; index += 1) await visitor.press('Tab')
    await visitor.press('Return')
  })

  const away = {
    name: 'ocapi-away',
    title: 'Ocapi’s box with texts: the service is away when it is answered',
  }
  testTranscript(stage, away, async (visitor, service) => {
    await visitor.open(await writeOcapiTag(service, service.sites.transcription))
    await visitor.pressAside('Focus mode', 'Tab')
    await visitor.press('Tab')
    await typeEntries(visitor, service)
    service.hold()
    await visitor.press('Return')
    await visitor.hear('(the service goes away)', service.goAway)
  })
}
