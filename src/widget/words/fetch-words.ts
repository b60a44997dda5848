import type { WordsFile } from '../../wire/words.ts'

// Better to show a challenge in short English than much later.
const TIMEOUT_MS = 4000

/**
 * Fetches the words of the first wanted language that the service at a root, which ends in a slash, has; null
 * when they do not come.
 */
export async function fetchWords(
  root: string,
  languages: readonly string[],
): Promise<WordsFile | null> {
  try {
    const url = `${root}words?languages=${languages.join()}`
    // Older browsers have no such signal and just wait.
    const response = await fetch(url, { signal: AbortSignal.timeout?.(TIMEOUT_MS) })
    const words = (await response.json()) as WordsFile
    return words.challenge ? words : null
  } catch {
    return null
  }
}
