/** The formats of pages that this file reads and changes. */
export type PageFormat = 'page' | 'alto'

/** The text of a line or word in a file; null if there is none. */
export type RegionText = { region: string; text: string | null }

/** The new text, and a machine's confidence in it; null if it is not a machine's text. */
export type Change = { text: string; confidence: number | null }

/** The format of an XML page; null for other files. */
export function formatOf(xml: string): PageFormat | null {
  return /<(?:\w+:)?PcGts\b/.test(xml) ? 'page' : /<(?:\w+:)?alto\b/.test(xml) ? 'alto' : null
}

/** The texts of a page, by the region names of an import: `PATH#ID`. */
export function readTexts(path: string, xml: string): RegionText[] {
  const texts: RegionText[] = []
  changeTexts(path, xml, (region, text) => {
    texts.push({ region, text })
    return null
  })
  return texts
}

/** Changes the texts of a page; `change` gives the new text, or null to keep the old one. */
export function changeTexts(
  path: string,
  xml: string,
  change: (region: string, text: string | null) => Change | null,
): string {
  return formatOf(xml) === 'alto' ? changeAlto(path, xml, change) : changePage(path, xml, change)
}

function changeAlto(path: string, xml: string, change: Parameters<typeof changeTexts>[2]) {
  const isOfWords = /<\/?String\b[^>]*\/?>(?:\s|<SP\b[^>]*\/>)*<String\b/.test(xml)
  return xml.replace(
    /(<TextLine\b[^>]*?\bID="([^"]*)"[^>]*>)([\s\S]*?)(?=<\/TextLine>)/g,
    (_, head: string, lineId: string, body: string) =>
      head +
      body.replace(/<String\b[^>]*>/g, (tag) => {
        const id = isOfWords ? (valueOf(tag, 'ID') ?? lineId) : lineId
        const content = valueOf(tag, 'CONTENT') ?? ''
        const to = change(`${path}#${id}`, textOf(content))
        return to ? setText(tag, to) : tag
      }),
  )
}

function setText(tag: string, { text, confidence }: Change): string {
  const bare = tag.replace(/\s(WC|CC)="[^"]*"/g, '')
  const doubt = confidence === null ? '' : ` WC="${confidence}"`
  return bare.replace(/\sCONTENT="[^"]*"/, ` CONTENT="${escape(text)}"${doubt}`)
}

// Of several texts of a line, the one with the lowest index counts.
function changePage(path: string, xml: string, change: Parameters<typeof changeTexts>[2]) {
  return xml.replace(
    /(<TextLine\b[^>]*?\bid="([^"]*)"[^>]*>)([\s\S]*?)(?=<\/TextLine>)/g,
    (_, head: string, id: string, body: string) => {
      const texts = [...body.matchAll(/<TextEquiv\b([^>]*)>\s*<Unicode>([^<]*)/g)]
      const rank = ([, tag = '']: RegExpMatchArray): number => Number(valueOf(tag, 'index') ?? 0)
      const best = texts.toSorted((a, b) => rank(a) - rank(b))[0]
      const to = change(`${path}#${id}`, textOf(best?.[2] ?? ''))
      if (!to || !best) return head + body
      const doubt = to.confidence === null ? '' : ` conf="${to.confidence}"`
      const equiv = `<TextEquiv${doubt}><Unicode>${escape(to.text)}`
      return head + body.replace(best[0], () => equiv)
    },
  )
}

function valueOf(tag: string, name: string): string | null {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? null
}

function textOf(content: string): string | null {
  return (
    content
      .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&')
      .normalize('NFC')
      .replace(/\s+/g, ' ')
      .trim() || null
  )
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
