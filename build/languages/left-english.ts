import { formsIn, withoutNames, type CheckedLanguage, type Fault } from './language.ts'

/** Words that English has and hardly another language; a review names the exceptions of a language. */
const englishWords: ReadonlySet<string> = new Set(
  (
    'again and another answer answered asked asks between cannot checking choose could every everything failed from ' +
    'here human loading nobody only people picture pictures please read reader reading shown ' +
    'should solved somebody something that their then there they this used visitor were what which ' +
    'whoever with words would write wrong you your'
  ).split(' '),
)

/** Says where a file that is not English still is: a sentence that is the same as in English, or a word of it. */
export function findLeftEnglish({ tag, translation, english, review }: CheckedLanguage): Fault[] {
  if (tag === 'en') return []
  const accepted = new Set(review.asInEnglish)
  const inEnglish = new Map(formsIn(english).map(({ name, text }) => [name, text]))
  return formsIn(translation).flatMap(({ sentence, name, text }) => {
    const plain = withoutNames(text)
    const hasWords = /\p{L}/u.test(plain)
    if (hasWords && !accepted.has(sentence) && inEnglish.get(name) === text)
      return [{ sentence, fault: 'the same as in English' }]
    const words = plain.toLowerCase().match(/[\p{L}\p{M}’']+/gu) ?? []
    const left = words.filter((word) => englishWords.has(word) && !accepted.has(word))
    return left.length > 0 ? [{ sentence, fault: `English words: ${left.join(' ')}` }] : []
  })
}
