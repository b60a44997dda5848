/** Says in the console what went wrong. */
export function logError(sentence: string): null {
  console.error(`hCaptcha: ${sentence}`)
  return null
}
