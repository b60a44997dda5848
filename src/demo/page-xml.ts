import { frameAround, type PixelBox, type PlacedLine } from './composition.ts'
import type { LayerSize } from './layers.ts'

/** A line of a page; only lines that have been read have their text in the file. */
export type ReadLine = { words: PlacedLine; isRead: boolean }

const namespace = 'http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'
const made = '2026-01-01T00:00:00'

/** Writes PAGE 2019 with a box for each word, for the image beside it. */
export function writePageXml(image: string, size: LayerSize, lines: readonly ReadLine[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="${namespace}">
  <Metadata>
    <Creator>Incipit</Creator>
    <Created>${made}</Created>
    <LastChange>${made}</LastChange>
  </Metadata>
  <Page imageFilename="${image}" imageWidth="${size.width}" imageHeight="${size.height}">
    <TextRegion id="text">
      ${coords(frameAround(lines.flatMap(({ words }) => words)))}
${lines.map(lineXml).join('\n')}
    </TextRegion>
  </Page>
</PcGts>
`
}

function lineXml({ words, isRead }: ReadLine, row: number): string {
  const id = `line${row + 1}`
  const wordXml = words.map(
    ({ text, box }, place) =>
      `        <Word id="${id}-word${place + 1}">${coords(box)}${isRead ? reading(text) : ''}</Word>`,
  )
  const line = words.map(({ text }) => text).join(' ')
  return [
    `      <TextLine id="${id}">`,
    `        ${coords(frameAround(words))}`,
    ...wordXml,
    ...(isRead ? [`        ${reading(line)}`] : []),
    '      </TextLine>',
  ].join('\n')
}

function coords({ left, top, right, bottom }: PixelBox): string {
  return `<Coords points="${left},${top} ${right},${top} ${right},${bottom} ${left},${bottom}"/>`
}

/** The words are our own and hold only letters, so nothing needs escaping. */
function reading(text: string): string {
  return `<TextEquiv><Unicode>${text}</Unicode></TextEquiv>`
}
