/** Says in the console what went wrong. */
export function logError(sentence: string): null {
  console.error(`Incipit: ${sentence}`)
  return null
}
