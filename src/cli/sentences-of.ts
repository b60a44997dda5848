/** A sentence for each code of these refusals. */
export type SentencesOf<Of extends { refused: string }> = {
  [Code in Of['refused']]: (refused: Extract<Of, { refused: Code }>) => string
}
