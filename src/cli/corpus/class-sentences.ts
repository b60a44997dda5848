import type { ClassNamesRefused } from '../../manage/corpora/class-names-refused.ts'
import type { SentencesOf } from '../sentences-of.ts'

/** The sentence for the operator when a use case refuses to name classes. */
export const classSentences: SentencesOf<ClassNamesRefused> = {
  no_classes: ({ corpus }) => `“${corpus}” has no classes to name.`,
  no_such_language: ({ given }) =>
    `“${given}” is not a language tag. Give a BCP 47 tag, such as de, pt-BR or zh-Hant.`,
  class_name_length: ({ class: of, language, most }) =>
    `The name of “${of}” in ${language} must have 1 to ${most} characters.`,
  class_languages: ({ class: of, most }) => `“${of}” can have names in at most ${most} languages.`,
  class_names: ({ corpus, most }) => `“${corpus}” can have at most ${most} class names.`,
  no_class_name: ({ class: of, language }) =>
    `“${of}” has no name${language === null ? '' : ` in ${language}`}.`,
}
