import type { Site } from '../../model/site.ts'

/** Warns the owner of a site about its mode, before they rely on it. */
export function modeWarnings({ mode, tellsScore }: Site): string[] {
  if (mode === 'always') return []
  if (mode === 'passive')
    return ['Warning: in this mode the first visits of each network pass without a challenge.']
  const look = tellsScore ? 'Check the score in siteverify' : 'Turn the score on and check it'
  return [`Warning: in this mode everybody passes without a challenge. ${look}.`]
}
