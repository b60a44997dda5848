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
  /** Whether it says to whoever runs the service what comes next. */
  hasCommands: boolean
  /** The site whose widget the visitor comes from. */
  from: VisitedSite | null
}

/** What the page shows of a site; one that the service does not know has no note. */
export type VisitedSite = Pick<Site, 'sitekey' | 'privacyText' | 'privacyUrl'>

const style = `${pageStyle}
header,main{max-width:40rem}
h2{margin-top:2rem}
.demo{margin-block:1.25rem}
dl{margin:0 0 .75rem}
dt{margin-top:.5rem}
dd{margin:0;color:var(--quiet)}
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
export function homePage({ language, languages, hasDemo, hasCommands, from }: HomeView): string {
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
<p>${say('help')}</p>
${hasCommands ? commandsOf(say, hasDemo) : ''}`,
    mainData: {},
    script: '',
  })
}

// The documentation is on the operator's disk, and the service serves none of it.
function commandsOf(say: (word: string) => string, hasDemo: boolean): string {
  const commands: [command: string, meaning: string][] = [
    ['incipit corpus import PATH', 'runImport'],
    ['incipit site add NAME', 'runSite'],
    ...(hasDemo ? [] : [['incipit demo', 'runDemo'] satisfies [string, string]]),
    ['incipit --help', 'runHelp'],
  ]
  const lines = commands.map(
    ([command, meaning]) => `<dt>${code(command)}</dt><dd>${say(meaning)}</dd>`,
  )
  return `<h2 id="run">${say('runTitle')}</h2>
<p>${say('run')}</p>
<dl>${lines.join('\n')}</dl>
<p>${say('docs').replace('{file}', code('docs/README.md'))}</p>`
}

function code(text: string): string {
  return `<code dir="ltr">${text}</code>`
}

// The site's own words are in a language that it chose.
function noteOf({ privacyText, privacyUrl }: VisitedSite, say: (word: string) => string): string {
  const text = privacyText && `<p dir="auto">${escapeHtml(privacyText)}</p>\n`
  const link =
    privacyUrl &&
    `<p><a href="${escapeHtml(privacyUrl)}" target="_blank" rel="noopener noreferrer">${say('noticeLink')}</a></p>\n`
  return text || link ? `<h2>${say('noteTitle')}</h2>\n${text}${link}` : ''
}
