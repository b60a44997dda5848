import type { Language } from '../../model/language.ts'
import { escapeHtml } from './escape-html.ts'
import { mark } from './mark.ts'

/** What every page for people is made of; texts are HTML unless they are named otherwise. */
export type DrawnPage = {
  /** Text of the tab. */
  title: string
  language: Language
  languages: readonly Language[]
  /** The way from the page to the root of the service, which may itself be under a path: `.` or `..`. */
  root: string
  /** Where the mark leads; null if nowhere. */
  home: string | null
  /** The address of the page in another language. */
  addressIn: (language: Language) => string
  style: string
  /** What else stands in the head. */
  head: string
  main: string
  /** What the page's own script reads from the main part. */
  mainData: Readonly<Record<string, string>>
  /** The page's own script; empty if it has none. */
  script: string
}

/** Draws a page for people: the mark, the choice of a language, and what the page says. */
export function drawPage(page: DrawnPage): string {
  const { home } = page
  const brand = `${mark.replace(/xmlns="[^"]*"/, 'aria-hidden="true"')}<span>Incipit</span>`
  const body = `<header>
${home === null ? `<span class="brand">${brand}</span>` : `<a class="brand" href="${home}">${brand}</a>`}
${drawLanguages(page)}
</header>
<main${drawData(page.mainData)}>
${page.main}
</main>
${page.script === '' ? '' : `<script>${page.script}</script>`}`
  return drawDocument({ ...page, body })
}

/** Draws the document around the body of a page. */
export function drawDocument({
  title,
  language,
  root,
  style,
  head,
  body,
}: Pick<DrawnPage, 'title' | 'language' | 'root' | 'style' | 'head'> & { body: string }): string {
  return `<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${root}/favicon.svg" type="image/svg+xml">
<style>${style}</style>
${head}
</head>
<body>
${body}
</body>
</html>
`
}

function drawData(data: DrawnPage['mainData']): string {
  return Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escapeHtml(value)}"`)
    .join('')
}

function drawLanguages({ language, languages, addressIn }: DrawnPage): string {
  const links = languages.map((one) => {
    const { tag, name, direction } = one
    const current = tag === language.tag ? ' aria-current="page"' : ''
    return `<a href="${addressIn(one)}" lang="${tag}" dir="${direction}" hreflang="${tag}"${current}>${name}</a>`
  })
  return `<details class="languages"><summary>${language.name}</summary><nav>${links.join('')}</nav></details>`
}
