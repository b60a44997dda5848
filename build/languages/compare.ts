import { readFileSync } from 'node:fs'
import { formsIn, withoutNames, type CheckedLanguage } from './language.ts'

/** A sentence of ours beside what altcha (MIT) says in the same place. */
export type Comparison = { sentence: string; ours: string; theirs: string; isAlike: boolean }

/** Our sentences that altcha has something like, by the names of altcha's. */
const pairs: Readonly<Record<string, string>> = {
  loading: 'challenge.loading',
  verifying: 'challenge.checking',
  waitAlert: 'checkbox.waiting',
  expired: 'checkbox.expired',
  error: 'checkbox.failed',
}

// altcha's names, where they are not the tag.
const table = 'es=es-es fr=fr-fr pt-BR=pt-br pt-PT=pt-pt sr-ME=me zh-Hans=zh-cn zh-Hant=zh-tw'
const elsewhere: ReadonlyMap<string, string> = new Map(
  [...table.matchAll(/(\S+)=(\S+)/g)].map(([, tag = '', name = '']) => [tag, name]),
)

/** Languages that write no blanks between words share shorter runs of letters. */
const dense = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Hangul}|\p{Script=Thai}/u
const runLengths = { dense: 2, spaced: 4 }

/**
 * Compares the sentences of a language with those of altcha. It is for a person to look at, and no fault: two good
 * translations may share no word.
 */
export function compareWithAltcha({ tag, translation }: CheckedLanguage): Comparison[] {
  const others = readAltcha(elsewhere.get(tag) ?? tag)
  const ours = new Map(formsIn(translation).map(({ name, text }) => [name, text]))
  return Object.entries(pairs).flatMap(([theirName, sentence]) => {
    const [own, theirs] = [ours.get(sentence), others.get(theirName)]
    if (own === undefined || theirs === undefined) return []
    return [{ sentence, ours: own, theirs, isAlike: shareRun(own, theirs) }]
  })
}

function readAltcha(name: string): ReadonlyMap<string, string> {
  try {
    const text = readFileSync(new URL(import.meta.resolve(`altcha/i18n/${name}`)), 'utf8')
    const found = text.matchAll(/^ {2}(\w+): ("(?:[^"\\]|\\.)*"),?$/gm)
    return new Map([...found].map(([, key = '', value = '']) => [key, JSON.parse(value) as string]))
  } catch {
    return new Map()
  }
}

/** Says whether two texts have some letters in a row in common. */
export function shareRun(one: string, other: string): boolean {
  const length = dense.test(one) ? runLengths.dense : runLengths.spaced
  const runs = new Set(runsOf(one, length))
  return runsOf(other, length).some((run) => runs.has(run))
}

function runsOf(text: string, length: number): string[] {
  const words =
    withoutNames(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  return words.flatMap((word) => {
    const letters = Array.from(word)
    const starts = Math.max(1, letters.length - length + 1)
    return Array.from({ length: starts }, (_, at) => letters.slice(at, at + length).join(''))
  })
}
