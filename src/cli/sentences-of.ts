/** A function for each code of these refusals that gives its sentence. */
export type SentencesOf<Of extends { refused: string }> = {
  [Code in Of['refused']]: (refused: Extract<Of, { refused: Code }>) => string
}
