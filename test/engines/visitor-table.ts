import type { Engine } from './visitor.ts'

/** The kinds of challenge that visitors try; work is what is left to those who choose neither eye nor ear. */
export const askedKinds = ['transcription', 'classification', 'audio', 'listening', 'work'] as const
export type AskedKind = (typeof askedKinds)[number]

/** Visitors who have one way to use a page, and no other. */
export type VisitorName =
  'only the keyboard' | 'only the accessibility tree' | 'only touch' | 'only hearing'

/** What comes of a visitor, a kind and an engine: the suite holds what passes, and the docs say why the others do not. */
type Outcome = 'passes' | 'needs eyes' | 'not tried'

type Row = Readonly<Record<Engine['name'], Outcome>>

const everywhere: Row = { Chromium: 'passes', Firefox: 'passes', WebKit: 'passes' }
// Playwright’s touches do not become presses in Firefox.
const touched: Row = { ...everywhere, Firefox: 'not tried' }
const unseen: Row = { Chromium: 'needs eyes', Firefox: 'needs eyes', WebKit: 'needs eyes' }

/** What the suite of browsers shows, by visitor, kind and engine. */
export const visitorTable: Readonly<Record<VisitorName, Readonly<Record<AskedKind, Row>>>> = {
  'only the keyboard': each(everywhere),
  'only the accessibility tree': each(everywhere),
  'only touch': each(touched),
  'only hearing': { ...each(everywhere), transcription: unseen, classification: unseen },
}

function each(row: Row): Readonly<Record<AskedKind, Row>> {
  return { transcription: row, classification: row, audio: row, listening: row, work: row }
}

const engines = ['Chromium', 'Firefox', 'WebKit'] as const

/** The same as the rows of a table in Markdown, unpadded. */
export function writeRows(): string[] {
  return Object.entries(visitorTable).flatMap(([visitor, kinds]) =>
    Object.entries(kinds).map(([kind, row]) =>
      [visitor, kind, ...engines.map((engine) => row[engine])].join(' | '),
    ),
  )
}
