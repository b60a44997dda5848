import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeSite } from '../setup/hcaptcha-client.ts'
import { testTranscript, visitStage, type OrcaStage } from './stage.ts'
import { sendAnswer, typeEntries } from './solve.ts'

const notice = 'Not set up for this page. Please tell the site’s owner.'
// The frame of the box is one into which the page's scripts can reach.
const inBox = (change: string): string =>
  `setInterval(() => { const page = document.querySelector('iframe')?.contentDocument
    const status = page?.querySelector('small')
    if (status) { ${change} } }, 20)`

/** Faults that are planted into a page, and how they are told. */
const faults: readonly [string, RegExp][] = [
  [inBox("status.removeAttribute('role')"), new RegExp(`-\\s+'[^']*${notice}`)],
  [
    inBox(`if (!status.textContent || page.isSpoilt) return
      page.isSpoilt = true
      setTimeout(() => { status.textContent = 'Loading a challenge…' }, 200)`),
    /\+\s+'[^']*Loading a challenge/,
  ],
]

/** Tests what is heard of the box of hCaptcha’s contract, which reCAPTCHA’s and Turnstile’s share. */
export function testBox(stage: OrcaStage): void {
  const box = { name: 'box', title: 'hCaptcha’s box: read with the page, reached, pressed, closed' }
  testTranscript(stage, box, async (visitor, service) => {
    await visitor.read({})
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('shift+Tab')
    await visitor.press('shift+Tab')
    await visitor.press('shift+Tab')
    service.hold()
    await visitor.press('space')
    await visitor.hear('(the challenge comes)', service.release)
    await visitor.press('Escape')
  })

  const passed = {
    name: 'passed',
    title: 'hCaptcha’s box: a right answer, and the time of the pass is over',
    settings: { tokenTtlMs: 5_000 },
  }
  testTranscript(stage, passed, async (visitor, service) => {
    await visitor.openBox()
    await visitor.press('space')
    await typeEntries(visitor, service)
    await sendAnswer(visitor, service)
    await visitor.hear('(the pass expires)', () => {})
  })

  const unasked = { name: 'unasked', title: 'hCaptcha’s box: nothing is asked' }
  testTranscript(stage, unasked, async (visitor, { service, sites }) => {
    await changeSite(service.store, sites.transcription, { mode: 'invisible' })
    await visitor.openBox()
    await visitor.press('space')
  })

  const away = { name: 'away', title: 'hCaptcha’s box: the service is away' }
  testTranscript(stage, away, async (visitor, service) => {
    await visitor.openBox()
    service.hold()
    await visitor.press('space')
    await visitor.hear('(the service goes away)', service.goAway)
  })

  const unknown = { name: 'unknown', title: 'hCaptcha’s box: the sitekey is unknown' }
  testTranscript(stage, unknown, async (visitor) => {
    await visitor.openBox('nobody')
    await visitor.press('space')
  })
  test('a planted fault is told: a box made silent, and one that says something stale', async () => {
    for (const [fault, told] of faults) {
      const parts = { first: '<script src="/fault.js"></script>', files: { '/fault.js': fault } }
      const visit = visitStage(stage, { ...unknown, isPlanted: true }, async (visitor) => {
        await visitor.openBox('nobody', parts)
        await visitor.press('space')
      })
      await assert.rejects(visit, told)
    }
  })

  const frames = {
    name: 'frames',
    title: 'A plain button in a plain frame, for comparison: Orca does not say it either',
  }
  testTranscript(stage, frames, async (visitor) => {
    const frame = (content: string): string =>
      `<iframe srcdoc="<!doctype html><html lang=en><title>Frame</title>${content}</html>"></iframe>`
    await visitor.open({ body: frame('<button>Plain</button>') })
    await visitor.pressAside('Focus mode', 'Tab')
    await visitor.press('Tab')
    await visitor.press('Tab')
    await visitor.press('shift+Tab')
  })
}
