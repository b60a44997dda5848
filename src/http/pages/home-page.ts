import type { Language } from '../../model/language.ts'
import type { Site } from '../../model/site.ts'
import { escapeHtml } from './escape-html.ts'
import { pageStyle, styleSource } from './page-style.ts'

/** What the page about the service shows. */
export type HomeView = {
  language: Language
  languages: readonly Language[]
  /** Whether there is a demonstration to link to. */
  hasDemo: boolean
  /** The site whose widget the visitor comes from. */
  from: VisitedSite | null
}

/** What the page shows of a site; one that the service does not know has no note. */
export type VisitedSite = Pick<Site, 'sitekey' | 'privacyText' | 'privacyUrl'>

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

/** The page as HTML: what this is, what is kept of visitors, what the site says to it, and where to turn. */
export function homePage({ language, languages, hasDemo, from }: HomeView): string {
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
<nav>${languages.map((one) => linkTo(one, one.tag === language.tag, from)).join('')}</nav>
<h1>${say('title')}</h1>
<p>${say('lead')}</p>
${hasDemo ? demo : ''}
<h2 id="privacy">${say('keptTitle')}</h2>
<p>${say('kept')}</p>
${from ? noteOf(from, say) : ''}<h2>${say('helpTitle')}</h2>
<p>${say('help')}</p>
</main>
</body>
</html>
`
}

// The site's own words are in a language that it chose.
function noteOf({ privacyText, privacyUrl }: VisitedSite, say: (word: string) => string): string {
  const text = privacyText && `<p dir="auto">${escapeHtml(privacyText)}</p>\n`
  const link =
    privacyUrl &&
    `<p><a href="${escapeHtml(privacyUrl)}" target="_blank" rel="noopener noreferrer">${say('noticeLink')}</a></p>\n`
  return text || link ? `<h2>${say('noteTitle')}</h2>\n${text}${link}` : ''
}

function linkTo(
  { tag, name, direction }: Language,
  isCurrent: boolean,
  from: VisitedSite | null,
): string {
  const current = isCurrent ? ' aria-current="page"' : ''
  const query = from ? `&amp;sitekey=${encodeURIComponent(from.sitekey)}` : ''
  // From here, as a proxy may serve this page under a path.
  return `<a href="?lang=${tag}${query}" lang="${tag}" dir="${direction}" hreflang="${tag}"${current}>${name}</a>`
}
