import type { ItemKind } from '../model/item.ts'
import type { Label } from '../model/challenge.ts'

/** What one label says of its item. `key` is what votes are told apart by, `form` what was written. */
export type Vote = {
  key: string
  form: string
  weight: number
  cluster: string
  givenAtMs: number
  /** A class that the item is said not to be: it speaks against that class and for none. */
  isAgainst: boolean
}

/** How texts that mean the same are brought to one form, and into the form in which they are kept. */
export type Spelling = {
  fold: (text: string) => string
  clean: (text: string) => string | null
}

/** The votes of the labels that count: those of passed challenges that say something. */
export const votesOf = (
  labels: readonly Label[],
  { kind, fold, clean }: Spelling & { kind: ItemKind },
): Vote[] =>
  labels.flatMap(({ given, keyword, weight, verdict, cluster, givenAtMs }) => {
    if (verdict !== 'pass' || weight <= 0) return []
    if (kind === 'classification') {
      if (keyword === null) return []
      const isAgainst = given !== 'yes'
      return [{ key: keyword, form: keyword, weight, cluster, givenAtMs, isAgainst }]
    }
    const form = clean(given)
    const key = form === null ? '' : fold(form)
    if (form === null || key === '') return []
    return [{ key, form, weight, cluster, givenAtMs, isAgainst: false }]
  })
