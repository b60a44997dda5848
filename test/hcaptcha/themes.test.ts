import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Frame } from 'playwright-core'
import { contrastOf } from '../../src/widget/contracts/hcaptcha/contrast.ts'
import { setScene } from './site.ts'
import { findText, seeChallenge } from './solve.ts'

/** The custom themes that hCaptcha and its clients have published, as far as they are read. */
const published: Readonly<Record<string, object>> = {
  'the example of the documentation': {
    palette: { primary: { main: '#00FF00' }, text: { heading: '#454545', body: '#8C8C8C' } },
  },
  'the beginning of the configurator': {
    palette: {
      mode: 'light',
      grey: { 400: '#D7D7D7', 600: '#919191' },
      primary: { main: '#00838F' },
      text: { heading: '#555555', body: '#555555' },
    },
    component: { challenge: { main: { fill: '#FAFAFA' } }, input: { main: { fill: '#FAFAFA' } } },
  },
  'MediaWiki’s theme for the night': {
    palette: {
      mode: 'dark',
      grey: { 400: '#555555', 600: '#bdbdbd' },
      primary: { main: '#26c6da' },
      text: { heading: '#fafafa', body: '#e0e0e0' },
    },
    component: { challenge: { main: { fill: '#333333' } }, input: { main: { fill: '#fafafa' } } },
  },
  'a theme of names and functions': {
    palette: { mode: 'dark', text: { heading: 'navy', body: 'hsl(0 0% 60% / .4)' } },
    component: { challenge: { main: { fill: 'white' } }, input: { main: { fill: 'rgb(0 0 0)' } } },
  },
}

/** Colour and ground of every text and field that is shown, as `rgb(…)`. */
function readColors(frame: Frame): Promise<[text: string, color: string, ground: string][]> {
  return frame.evaluate(() => {
    const view = globalThis as unknown as {
      document: { body: Part & { firstElementChild: { shadowRoot: Parent | null } | null } }
      getComputedStyle: (of: unknown) => { color: string; backgroundColor: string }
    }
    type Parent = { querySelectorAll: (selector: string) => Iterable<Part> }
    type Part = Parent & {
      textContent: string
      tagName: string
      parentNode: Part | null
      host?: Part
    }
    const groundOf = (part: Part | null | undefined): string => {
      if (!part?.tagName) return part ? groundOf(part.host) : ''
      const { backgroundColor } = view.getComputedStyle(part)
      return /rgba\(.*, 0\)/.test(backgroundColor) ? groundOf(part.parentNode) : backgroundColor
    }
    const root = view.document.body.firstElementChild?.shadowRoot ?? view.document.body
    return [...root.querySelectorAll('span,em,legend,label,input,button,p,summary,a')].map(
      (part) => [
        part.textContent || part.tagName,
        view.getComputedStyle(part).color,
        groundOf(part),
      ],
    )
  })
}

function toHex(color: string): string {
  const parts = (/\d+, \d+, \d+/.exec(color)?.[0] ?? '').split(', ')
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
}

// What was typed was invisible (contrast 1.00), and the main button nearly so (1.37).
describe('published themes', () => {
  const scene = setScene()
  for (const [name, theme] of Object.entries(published))
    test(`every text can be read in ${name}`, async () => {
      const page = await scene.open({
        body: `<div class="h-captcha" data-sitekey="${scene.sitekey}" data-theme='${JSON.stringify(theme)}'></div>`,
      })
      await seeChallenge(page, scene.service)
      await findText(page, 1).fill('typed')
      const [, ...frames] = page.frames()
      const colors = (await Promise.all(frames.map(readColors))).flat()
      assert.ok(colors.length > 10)
      for (const [text, color, ground] of colors)
        assert.ok(contrastOf(toHex(color), toHex(ground)) >= 4.5, `${text}: ${color} on ${ground}`)
    })
})
