import type { Language } from '../../model/language.ts'
import type { Site } from '../../model/site.ts'
import { escapeHtml } from './escape-html.ts'
import { inlineSource, pageStyle } from './page-style.ts'
import { drawPage } from './page.ts'

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
header,main{max-width:40rem}
h2{margin-top:2rem}
.demo{margin-block:1.25rem}
.demo a{display:inline-block;padding:.6rem 1.25rem;border:1px solid var(--accent);border-radius:.5rem;background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}
`

/** What the page may load: its one inline style and the icon. */
export const homePageCsp = [
  "default-src 'none'",
  `style-src ${inlineSource(style)}`,
  "img-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as HTML: what this is, what is kept of visitors, what the site says to it, and where to turn. */
export function homePage({ language, languages, hasDemo, from }: HomeView): string {
  const say = (word: string): string => escapeHtml(language.home[word] ?? '')
  const demo = `<p class="demo"><a href="demo?lang=${language.tag}">${say('demo')}</a></p>`
  const query = from ? `&amp;sitekey=${encodeURIComponent(from.sitekey)}` : ''
  return drawPage({
    title: 'Incipit',
    language,
    languages,
    root: '.',
    home: null,
    addressIn: ({ tag }) => `?lang=${tag}${query}`,
    style,
    head: '',
    main: `<h1>${say('title')}</h1>
<p>${say('lead')}</p>
${hasDemo ? demo : ''}
<h2 id="privacy">${say('keptTitle')}</h2>
<p>${say('kept')}</p>
${from ? noteOf(from, say) : ''}<h2>${say('helpTitle')}</h2>
<p>${say('help')}</p>`,
    mainData: {},
    script: '',
  })
}

// The site's own words are in a language that it chose.
function noteOf({ privacyText, privacyUrl }: VisitedSite, say: (word: string) => string): string {
  const text = privacyText && `<p dir="auto">${escapeHtml(privacyText)}</p>\n`
  const link =
    privacyUrl &&
    `<p><a href="${escapeHtml(privacyUrl)}" target="_blank" rel="noopener noreferrer">${say('noticeLink')}</a></p>\n`
  return text || link ? `<h2>${say('noteTitle')}</h2>\n${text}${link}` : ''
}
