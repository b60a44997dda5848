import type { ShownCredit } from './shown-challenge.ts'
import { make } from './element.ts'

/** Shows whose heritage it is; only an http or https address becomes a link. */
export function showCredits(credits: readonly ShownCredit[]): HTMLElement[] {
  return credits.map(({ text, url, licence }) => {
    const name = /^https?:\/\//i.test(url)
      ? make('a', { href: url, target: '_blank', rel: 'noopener' }, [text])
      : text
    // A text of its own direction, in a line that begins where the widget's lines begin.
    return make('p', {}, [make('bdi', {}, [name, ...(licence ? [` · ${licence}`] : [])])])
  })
}
