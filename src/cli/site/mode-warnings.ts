import type { Site } from '../../model/site.ts'

/** What the owner of a site should know of its mode before relying on it. */
export function modeWarnings({ mode, tellsScore }: Site): string[] {
  if (mode === 'always') return []
  if (mode === 'passive') return ['Mind: the first visits of each network pass unasked.']
  const look = tellsScore ? 'look at the score in siteverify' : 'turn the score on, and look at it'
  return [`Mind: everybody passes unasked in this mode; ${look}.`]
}
