import type { ClassNamesRefused } from '../../manage/corpora/class-names-refused.ts'
import type { SentencesOf } from '../sentences-of.ts'

/** What the operator is told where a use case refuses to name classes. */
export const classSentences: SentencesOf<ClassNamesRefused> = {
  no_classes: ({ corpus }) =>
    `The items of “${corpus}” are of no classes; there is nothing to name.`,
  no_such_language: ({ given }) =>
    `“${given}” is no language; give a BCP 47 tag, such as de, pt-BR or zh-Hant.`,
  class_name_length: ({ class: of, language, most }) =>
    `The name of “${of}” in ${language} needs 1 to ${most} characters.`,
  class_languages: ({ class: of, most }) =>
    `“${of}” would have names in more than ${most} languages.`,
  class_names: ({ corpus, most }) => `“${corpus}” would have more than ${most} names of classes.`,
  no_class_name: ({ class: of, language }) =>
    `“${of}” has no name${language === null ? '' : ` in ${language}`}.`,
}
