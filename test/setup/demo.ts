import type { Demo } from '../../src/http/context.ts'

/** A demonstration of some sites, without secrets. */
export function demoOf(words: string, pictures: string): Demo {
  return [
    { kind: 'transcription', sitekey: words, secret: '' },
    { kind: 'classification', sitekey: pictures, secret: '' },
  ]
}
