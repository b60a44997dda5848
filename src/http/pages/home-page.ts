import type { Language } from '../../model/language.ts'
import { escapeHtml } from './escape-html.ts'
import { pageStyle, styleSource } from './page-style.ts'

/** What the page about the service shows. */
export type HomeView = {
  language: Language
  languages: readonly Language[]
  /** Whether there is a demonstration to link to. */
  hasDemo: boolean
}

const style = `${pageStyle}
h2{font-size:1.2rem;margin:1.75rem 0 .25rem;font-weight:normal}
p{margin:.25rem 0}
p a{color:var(--accent)}
`

/** What the page may load: its one inline style. */
export const homePageCsp = [
  "default-src 'none'",
  `style-src ${styleSource(style)}`,
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as HTML: what this is, what is kept of visitors, and where to turn. */
export function homePage({ language, languages, hasDemo }: HomeView): string {
  const say = (word: string): string => escapeHtml(language.home[word] ?? '')
  const demo = `<p><a href="/demo?lang=${language.tag}">${say('demo')}</a></p>`
  return `<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Incipit</title>
<style>${style}</style>
</head>
<body>
<main>
<nav>${languages.map((one) => linkTo(one, one.tag === language.tag)).join('')}</nav>
<h1>${say('title')}</h1>
<p>${say('lead')}</p>
${hasDemo ? demo : ''}
<h2 id="privacy">${say('keptTitle')}</h2>
<p>${say('kept')}</p>
<h2>${say('helpTitle')}</h2>
<p>${say('help')}</p>
</main>
</body>
</html>
`
}

function linkTo({ tag, name, direction }: Language, isCurrent: boolean): string {
  const current = isCurrent ? ' aria-current="page"' : ''
  return `<a href="/?lang=${tag}" lang="${tag}" dir="${direction}" hreflang="${tag}"${current}>${name}</a>`
}
