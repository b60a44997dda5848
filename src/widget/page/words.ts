import type { WordsFile } from '../../wire/words.ts'
import { fetchWords } from '../words/fetch-words.ts'
import { english } from './sentences.ts'
import type { PageWidget } from './widget.ts'

/**
 * Fetches the words of the first wanted language that the service has. Until they have come the checkbox
 * says nothing, rather than what the visitor may not understand.
 */
export async function fetchSentences(
  widget: PageWidget,
  languages: readonly string[],
): Promise<void> {
  setWords(widget, await fetchWords(`${widget._options._endpoint}/`, languages))
}

/** Shows the words on the checkbox; English where there are no words. */
export function setWords(widget: PageWidget, words: WordsFile | null): void {
  widget._words = words
  widget._sentences = { ...english, ...words?.checkbox }
  widget._checkbox._setLanguage(widget._sentences, words)
}
