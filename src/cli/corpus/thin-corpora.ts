/** Warns of each corpus that has too few known items for a challenge. */
export function thinCorpusWarnings(names: readonly string[]): string[] {
  return names.map((name) => `Warning: “${name}” has too few known items for a challenge.`)
}
