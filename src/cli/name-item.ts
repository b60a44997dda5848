import type { NamedItem } from '../manage/items/find.ts'

/** The item that the words of a command name: by its id, or by its corpus and region. */
export function nameItem([first = '', region]: readonly string[]): NamedItem {
  return region === undefined ? { id: first } : { corpus: first, region }
}
