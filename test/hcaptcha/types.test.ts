import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { compile } from './compile.ts'

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}
const ours = read('../../types/hcaptcha.d.ts')
const theirs = read('../../node_modules/@hcaptcha/types/index.d.ts')

function namesIn(text: string): string[] {
  return [...text.matchAll(/^(?:type|declare enum) (\w+)/gm)].map(([, name = '']) => name)
}
function asModule(text: string): string {
  return `${text}\nexport { ${namesIn(text).join(', ')} }\n`
}

/** Compiler errors of a program that assigns each of their types to ours and the other way round. */
function exchange(text: string): string {
  const lines = namesIn(theirs).map(
    (name) => `
      declare const our${name}: Ours.${name}
      declare const their${name}: Theirs.${name}
      export const to${name}: Theirs.${name} = our${name}
      export const from${name}: Ours.${name} = their${name}`,
  )
  const imports = `import type * as Ours from './ours.js'
    import type * as Theirs from './theirs.js'`
  return compile({
    'ours.d.ts': asModule(text),
    'theirs.d.ts': asModule(theirs),
    'exchange.ts': imports + lines.join(''),
  })
}

/** A page's code, written for `@hcaptcha/types`. */
const sample = `
  const config: ConfigRender = {
    sitekey: 'a', theme: 'dark', size: 'compact', hl: 'fr', tplinks: 'off', tabindex: 1, custom: true,
    'challenge-container': document.body,
    callback: (response) => console.log(response.length),
    'open-callback': 'onOpen', 'close-callback': () => {}, 'expired-callback': () => {},
    'chalexpired-callback': () => {},
    'error-callback': (error) => {
      const code: HCaptchaErrorCallback = error
      if (code === HCaptchaErrorCallback.RATE_LIMITED) return
    },
  }
  const bag: Record<string, unknown> = config
  const id: HCaptchaId = window.hcaptcha.render('box', config)
  const key: string = hcaptcha.getRespKey(id) + hcaptcha.getResponse()
  hcaptcha.setData(id, { rqdata: 'x' })
  hcaptcha.setData({ mfa_phone: '1', mfa_phoneprefix: '2' })
  const plain = hcaptcha.render
  hcaptcha.render = (container, given) => plain(container, given)
  const fake: HCaptcha = {
    render: (container: HTMLElement | string, given: ConfigRender) => 'id',
    execute: () => undefined,
    reset: (of?: string) => {}, close() {}, remove() {},
    getResponse: (of?: HCaptchaId) => '', getRespKey: () => '', setData() {},
  }
  const errors: HCaptchaError[] = [HCaptchaErrorAsync.CHALLENGE_CLOSED, HCaptchaErrorCallback.INVALID_DATA]
  const run = async (): Promise<HCaptchaResponse | undefined> => {
    const given: ConfigExecute = { async: true, rqdata: 'x' }
    const first = await hcaptcha.execute(given)
    return first ?? (await (hcaptcha.execute(id, { async: true }) as Promise<HCaptchaResponse>))
  }
  try { hcaptcha.reset(); hcaptcha.close(id); hcaptcha.remove(id) }
  catch (cause) { const known = cause as InvalidIdError | MissingCaptchaError; known.message }
  export { bag, errors, fake, key, run }
`

/** Code that our declarations allow and theirs do not. */
const more = [
  `hcaptcha.render('box', { sitekey: 'a', endpoint: 'https://captcha.example' })`,
  `hcaptcha.render('box', { sitekey: 'a', orientation: 'landscape' })`,
  `hcaptcha.render('box', { sitekey: 'a', theme: '{"palette":{}}' })`,
  `hcaptcha.render('box', { sitekey: 'a', tabindex: '2' })`,
  `hcaptcha.setData({ userJourney: [] })`,
  `hcaptcha.getResponse(null)`,
]

const faults = [
  `hcaptcha.render('box', {})`,
  `hcaptcha.render('box', { sitekey: 'a', size: 'huge' })`,
  `hcaptcha.render('box', { sitekey: 'a', callback: (token: number) => token })`,
  `hcaptcha.render('box', { sitekey: 'a', tabIndex: 2 })`,
  `hcaptcha.execute('id', { asynchronous: true })`,
  `hcaptcha.getResponse(1)`,
  `hcaptcha.ready(() => {})`,
]

describe('the types', () => {
  test('can be exchanged with those of @hcaptcha/types', () => {
    assert.equal(namesIn(theirs).length, 11)
    assert.equal(exchange(ours), '')
  })

  test('cannot be exchanged when a method, an error or an option differs', () => {
    const planted = [
      [/ {2}getRespKey\(.*\n/, ''],
      [/ {2}RATE_LIMITED = .*\n/, ''],
      ['INVALID_DATA = ', "OTHER = 'other',\n INVALID_DATA = "],
      ["size?: 'normal'", "size?: 'huge' | 'normal'"],
      ['type HCaptchaId = string', 'type HCaptchaId = number'],
    ] as const
    for (const [from, to] of planted) {
      const text = ours.replace(from, to)
      assert.notEqual(text, ours)
      assert.match(exchange(text), /error TS/, String(from))
    }
  })

  test('compile code that was written for @hcaptcha/types', () => {
    for (const name of ['@hcaptcha/types', 'incipit'])
      assert.equal(compile({ 'page.ts': sample }, [name]), '', name)
  })

  test('have the options that @hcaptcha/types lacks', () => {
    const files = Object.fromEntries(more.map((line, n) => [`page${n}.ts`, `export {}\n${line}`]))
    assert.equal(compile(files, ['incipit']), '')
    const complaints = compile(files, ['@hcaptcha/types'])
    for (const name of Object.keys(files)) assert.ok(complaints.includes(name), name)
  })

  test('refuse options that no widget has', () => {
    const files = Object.fromEntries(faults.map((line, n) => [`page${n}.ts`, `export {}\n${line}`]))
    const complaints = compile(files, ['incipit'])
    for (const name of Object.keys(files)) assert.ok(complaints.includes(name), name)
  })
})
