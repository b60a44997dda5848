import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contracts } from './contracts.ts'
import { answer, readField, seeChallenge, solve, waitForBox } from './solve.ts'
import { setScene } from './site.ts'

/** What libraries have done to built-ins, and worse: nothing that is replaced works any more. */
const changes: Readonly<Record<string, string>> = {
  'all of arrays': spoil('Array.prototype'),
  'the making of arrays': spoil('Array'),
  'the iteration of arrays':
    'delete Array.prototype[Symbol.iterator]; delete Array.prototype.entries',
  'all of texts': spoil('String.prototype'),
  'all of maps': spoil('Map.prototype'),
  'all of objects': spoil('Object', ['prototype', 'defineProperty']),
  'all of numbers': `${spoil('Number')};${spoil('Number.prototype')};${spoil('Math')}`,
  'JSON, by name': 'window.JSON = {}',
  'Map, Object and Number, by name': 'window.Map = window.Object = window.Number = null',
  'Promise, by name': 'window.Promise = function () { throw new Error("spoilt") }',
  listening: spoil('EventTarget.prototype'),
  'all of nodes': spoil('Node.prototype', ['appendChild', 'removeChild']),
  'all of elements': spoil('Element.prototype'),
  'the document': spoil('Document.prototype', ['createElement']),
  addresses: spoil('URLSearchParams.prototype'),
  'what every object has': `for (const name of ['get', 'set', 'size', 'theme', 'hl', 'each', 'extend', 'toJSON', 'mode', 'signal', 'capture'])
    Object.prototype[name] = function () { throw new Error('spoilt') }`,
  'JSON of arrays':
    'Array.prototype.toJSON = String.prototype.toJSON = Object.prototype.toJSON = () => "spoilt"',
  'what may still be changed':
    'for (const name of ["Array", "Object", "Function", "String", "Map"]) { Object.freeze(window[name].prototype); Object.freeze(window[name]) }',
  'as Prototype.js does': `delete Array.prototype.entries
    Array.from = (list) => list ? Array.prototype.slice.call(list) : []
    Array.prototype.reverse = Array.prototype.concat = Array.prototype.find = Array.prototype.map
    Element.prototype.remove = function () { this.parentNode.removeChild(this); return this }
    Element.prototype.replace = Element.prototype.show = Element.prototype.hide = Element.prototype.update
    String.prototype.startsWith = String.prototype.endsWith = String.prototype.split`,
}

/** What libraries do, and pages of old. */
const libraries = new Set([
  'as Prototype.js does',
  'the iteration of arrays',
  'all of arrays',
  'all of texts',
  'all of maps',
  'JSON, by name',
  'what may still be changed',
])

function spoil(name: string, but: readonly string[] = []): string {
  return `for (const name of Object.getOwnPropertyNames(${name})) {
    const { value, writable } = Object.getOwnPropertyDescriptor(${name}, name)
    if (typeof value === 'function' && writable && !${JSON.stringify(['constructor', ...but])}.includes(name))
      spoils.push([${name}, name])
  }`
}

// `push` may be among them, so all are found before any is replaced.
function writeScript(change: string): string {
  return `{ const spoils = []
    ${change}
    for (let index = 0, { length } = spoils; index < length; index += 1)
      spoils[index][0][spoils[index][1]] = function () { throw new Error('spoilt') } }`
}

// Prototype.js deletes an iteration and replaces `remove`, so there was no widget at all.
describe('a page whose libraries have changed built-ins', () => {
  const scene = setScene()
  for (const [name, change] of Object.entries(changes))
    for (const when of name === 'listening' ? ['after'] : ['before', 'after'])
      test(`has a widget that works, with ${name} changed ${when} it is there`, async () => {
        const tag = '<script src="/change.js"></script>'
        const page = await scene.open({
          body: `<div class="h-captcha" data-sitekey="${scene.sitekey}" data-size="compact"
            data-theme='{"palette":{"mode":"dark"}}'></div>${when === 'after' ? tag : ''}`,
          ...(when === 'before' ? { first: tag } : {}),
          prepare: async () => {
            const files = { '/change.js': writeScript(change) }
            scene.partner.page.files = { ...scene.partner.page.files, ...files }
          },
        })
        await answer(page, await seeChallenge(page, scene.service))
        assert.match(await readField(page), /^P1_/)
      })

  // Turnstile's script alone had no references of its own.
  for (const contract of ['reCAPTCHA', 'Turnstile'] as const)
    for (const [name, change] of Object.entries(changes).filter(([is]) => libraries.has(is)))
      test(`has a widget of ${contract}’s contract that works, with ${name} changed before it is there`, async () => {
        const { path, field } = contracts[contract]
        const page = await scene.open({
          path,
          first: '<script src="/change.js"></script>',
          files: { '/change.js': writeScript(change) },
          body: `<div class="g-recaptcha cf-turnstile" data-sitekey="${scene.sitekey}"></div>`,
        })
        await waitForBox(page)
        await solve(page, scene.service)
        const box = page.frameLocator('iframe[title*="checkbox"]')
        await box.locator('[aria-checked=true]').waitFor()
        assert.notEqual(await page.locator(`[name=${field}]`).inputValue(), '')
      })
})
