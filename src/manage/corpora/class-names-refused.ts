/** Why a use case refused to name the classes of a corpus. */
export type ClassNamesRefused =
  /** Its items have no classes. */
  | { refused: 'no_classes'; corpus: string }
  | { refused: 'no_such_language'; given: string }
  | { refused: 'class_name_length'; class: string; language: string; most: number }
  /** More languages than one class may have names in, or more names than a corpus may have. */
  | { refused: 'class_languages'; class: string; most: number }
  | { refused: 'class_names'; corpus: string; most: number }
  /** The class has no name in that language, or, if the language is null, in any. */
  | { refused: 'no_class_name'; class: string; language: string | null }
