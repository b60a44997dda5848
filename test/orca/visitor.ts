import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { waitUntil } from '../engines/wait.ts'
import type { Desktop } from './desktop.ts'
import { isSaidAlike, keepTranscript, readTranscript, textOf, type Step } from './transcript.ts'

/** Somebody who hears the page and presses keys. What is done and said is written down. */
export type HearingVisitor = {
  /** Does something, or lets it happen, under a name, and writes down what is said. */
  hear: (deed: string, act: () => unknown) => Promise<void>
  /** Presses keys as one deed: `Tab`, `shift+Tab`, `Return`, as X names them. */
  press: (...keys: readonly string[]) => Promise<void>
  /** Types a text, another one each time, so what is said of it is not written down. */
  type: (text: string) => Promise<void>
  /** Presses a key until something is said; nothing of it is written down. */
  pressAside: (until: string, key: string) => Promise<void>
}

// With `TEST_ACCEPT=1` what is said is written down as it is, for somebody to review.
const acceptsAll = process.env['TEST_ACCEPT'] === '1'
const silenceMs = acceptsAll ? 1_200 : 400
// Where nothing is to be said, nothing tells that it was not.
const silenceOfNothingMs = 1_500
const patienceMs = acceptsAll ? 12_000 : 20_000

/** What a transcript is of; one of a page with a planted fault is never written down. */
export type About = { name: string; title: string; isPlanted?: boolean }

/** Lets a visitor do what a transcript has, and compares what is said with it. */
export async function transcribe(
  desktop: Desktop,
  { name, title, isPlanted = false }: About,
  visit: (visitor: HearingVisitor) => Promise<void>,
): Promise<void> {
  const isAccepting = acceptsAll && !isPlanted
  const kept = readTranscript(name)
  assert.ok(isAccepting || kept?.isReviewed, `Nobody has reviewed ${name}.txt yet.`)
  const steps: Step[] = []
  let heard = desktop.hear().length

  async function listen(isDone: (said: readonly string[]) => boolean): Promise<string[]> {
    const said = () => desktop.hear().slice(heard)
    const untilMs = performance.now() + patienceMs
    await waitUntil('speech', async () => isDone(said()) || performance.now() > untilMs)
    const all = await waitForSilence(said, said().length > 0 ? silenceMs : silenceOfNothingMs)
    heard += all.length
    return all
  }

  const hear: HearingVisitor['hear'] = async (deed, act) => {
    const expected = kept?.steps[steps.length]?.said ?? []
    await act()
    const said = await listen((now) =>
      isAccepting ? now.length > 0 : cutChance(now).length >= expected.length,
    )
    steps.push({ deed, said: cutChance(said).map(withoutChance) })
  }
  const visitor: HearingVisitor = {
    hear,
    press: (...keys) => hear(keys.join(' '), () => pressKeys(desktop, keys)),
    type: async (text) => {
      for (const character of text) {
        runTool(desktop, ['type', character])
        // A space is said as silence.
        if (character === ' ') continue
        await waitUntil(`the echo of “${character}”`, async () =>
          desktop.hear().slice(heard).includes(character),
        )
        heard = desktop.hear().length
      }
    },
    pressAside: async (until, key) => {
      pressKeys(desktop, [key])
      const said = await listen((now) => now.some((line) => line === until))
      assert.ok(said.includes(until), `“${until}” was not said, but:\n${said.join('\n')}`)
    },
  }
  await visit(visitor)
  const isAlike = kept?.title === title && isSaidAlike(steps, kept.steps)
  if (isAlike) return
  const heardNow = { title, isReviewed: !isAccepting, versions: desktop.versions, steps }
  if (isAccepting) keepTranscript(name, heardNow)
  else assert.equal(textOf(heardNow), kept && textOf(kept))
}

async function waitForSilence(said: () => string[], silentMs: number): Promise<string[]> {
  let last = said()
  let sinceMs = performance.now()
  let untilSilentMs = silentMs
  await waitUntil('a silence', async () => {
    const now = said()
    if (now.length > last.length) {
      sinceMs = performance.now()
      untilSilentMs = silenceMs
    }
    last = now
    return performance.now() - sinceMs >= untilSilentMs
  })
  return last
}

function pressKeys(desktop: Desktop, keys: readonly string[]): void {
  runTool(desktop, ['key', '--clearmodifiers', ...keys])
}

// The keys come from the display itself, as from a keyboard.
function runTool({ display }: Desktop, args: readonly string[]): void {
  execFileSync('xdotool', args, { env: { ...process.env, DISPLAY: display } })
}

// One of two classes is asked for, and how far work has come depends on the machine.
function withoutChance(line: string): string {
  return line.replace('pears', 'plums').replace(/\d+(?= (?:percent|% done))/, 'some')
}

/** The first words of the page of the site. */
const beginning = 'Ask for a reading card'

// Before a page is read, Orca says how far it has loaded, now with more and now with fewer words.
function cutChance(said: readonly string[]): readonly string[] {
  return said.slice(Math.max(0, said.indexOf(beginning)))
}
