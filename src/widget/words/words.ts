/** Every sentence the widget says, in one language; `{name}` stands for a value. */
export type Words = {
  title: string
  loading: string
  checking: string
  typeTexts: string
  /** Label of the text field number `{number}`. */
  text: string
  textPicture: string
  textMissing: string
  /** The question of a classification; holds `{keyword}` once. */
  choosePictures: string
  picture: string
  pictureMissing: string
  validate: string
  another: string
  anotherShown: string
  right: string
  wrong: string
  gone: string
  expired: string
  unreachable: string
  'unknown-site': string
  misconfigured: string
  'no-items': string
  'too-many': string
  pictureFailed: string
  report: string
  unreadable: string
  inappropriate: string
  reported: string
  tryAgain: string
  close: string
  round: string
  roundRight: string
  roundWrong: string
  score: string
  playAgain: string
}

/** Puts values in the places of a sentence; a place without a value stays as it is. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))
}
