import { Audit, Outcome } from '@siteimprove/alfa-act'
import { Device, Display, Preference, Scripting, Viewport } from '@siteimprove/alfa-device'
import { Node, type Document } from '@siteimprove/alfa-dom'
import { Request, Response } from '@siteimprove/alfa-http'
import rules from '@siteimprove/alfa-rules'
import { Conformance, Criterion } from '@siteimprove/alfa-wcag'
import { Page as Judged } from '@siteimprove/alfa-web'
import type { Page } from 'playwright-core'
import type { Finding } from './finding.ts'

// Its types name the whole of the browser's, which the tests of a server do not have.
const nativeModule = import.meta.resolve('@siteimprove/alfa-dom/native')
const { Native } = (await import(nativeModule)) as {
  Native: { fromNode: () => Promise<Document.JSON> }
}

const isDoubleA = (requirement: unknown): boolean =>
  Criterion.isCriterion(requirement) && Conformance.isAA()(requirement)
const ruled = [...rules].filter((rule) => rule.hasRequirement(isDoubleA))

/** What Siteimprove Alfa says of a page with its frames, which it looks into, by its rules of WCAG A and AA. */
export async function judgeWithAlfa(page: Page): Promise<Finding[]> {
  const findings: Finding[] = []
  await page.evaluate(markUnseen)
  // Values of the page are many; a text passes sooner.
  const text = await page.evaluate<string>(`(${String(Native.fromNode)})().then(JSON.stringify)`)
  const json = JSON.parse(text) as Document.JSON
  leaveOutUnseen(json)
  const device = await deviceOf(page)
  const document = Node.from(json, device)
  const judged = Judged.of(Request.empty(), Response.empty(), document, device)
  for (const outcome of await Audit.of(judged, ruled).evaluate()) {
    if (!Outcome.isFailed(outcome) && !Outcome.isCantTell(outcome)) continue
    findings.push({
      engine: 'alfa',
      rule: outcome.rule.uri.split('/').at(-1) ?? '',
      is: Outcome.isFailed(outcome) ? 'fault' : 'question',
      where: JSON.stringify(outcome.target).slice(0, 200),
    })
  }
  return findings
}

// It judges what is in a frame that is not seen, such as that of a dialog which waits, and finds no names there.
const mark = 'data-unseen'
const markUnseen = `for (const frame of document.querySelectorAll('iframe'))
  frame.toggleAttribute('${mark}', !frame.checkVisibility({ visibilityProperty: true }))`

type Part = { attributes?: { name: string }[]; content?: unknown }

function leaveOutUnseen(part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  const { attributes } = part as Part
  if (attributes?.some(({ name }) => name === mark)) Object.assign(part, { content: null })
  for (const inner of Object.values(part)) leaveOutUnseen(inner)
}

// The engine computes styles itself, so it is told what the browser tells style sheets.
async function deviceOf(page: Page): Promise<Device> {
  const { width, height, isDark, isForced, isMore } = await page.evaluate<{
    width: number
    height: number
    isDark: boolean
    isForced: boolean
    isMore: boolean
  }>(`({
    width: innerWidth,
    height: innerHeight,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
    isForced: matchMedia('(forced-colors: active)').matches,
    isMore: matchMedia('(prefers-contrast: more)').matches,
  })`)
  return Device.of(
    Device.Type.Screen,
    Viewport.of(Math.max(width, 1), Math.max(height, 1)),
    Display.of(1),
    Scripting.of(true),
    [
      Preference.of('prefers-color-scheme', isDark ? 'dark' : 'light'),
      Preference.of('forced-colors', isForced ? 'active' : 'none'),
      Preference.of('prefers-contrast', isMore ? 'more' : 'no-preference'),
    ],
  )
}
