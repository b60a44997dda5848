import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chanceOf } from './service-chance.ts'
import { mistake } from './service-misreading.ts'
import { changeTexts, formatOf, readTexts } from './service-texts.ts'

/** The folders of the corrected pages, and the parts used: about 2 000 items that visitors can type. */
const pages = fileURLToPath(new URL('../../shared/corpora/real-pages/', import.meta.url))
const taken: Readonly<Record<string, string>> = {
  'nubis-print-1602-1886': '{alto,images}/1*',
  'ocrd-gt-structure-text': '*/{mets.xml,GT-PAGE/*}',
  'ocrd-kant-1784': '{OCR-D-GT-ALTO,OCR-D-IMG}/*',
}

/** The share of texts that the archive has corrected, and how well a machine read the rest. */
const state = { known: 0.15, unread: 0.2, misreadLetters: 0.08, confidence: 0.6 } as const
/** A longer text is cut into words, and must not be missing. */
const cutAbove = 25

/** The pages of an archive as it would give them, and the true texts by region. */
export type Archive = { folder: string; truth: ReadonlyMap<string, string> }

/** Writes the archive into a new folder: some texts are corrected, the others misread by a machine or missing. */
export function makeArchive(folder: string): Archive {
  for (const [name, shape] of Object.entries(taken))
    for (const path of globSync(shape, { cwd: join(pages, name) }))
      cpSync(join(pages, name, path), join(folder, name, path), { recursive: true })
  const truth = new Map<string, string>()
  for (const path of pagesIn(folder)) {
    // Lines with eScriptorium's names count as corrected by a person.
    const xml = readFileSync(join(folder, path), 'utf8').replaceAll('eSc_', 'ocr_')
    for (const { region, text } of readTexts(path, xml)) if (text !== null) truth.set(region, text)
    writeFileSync(join(folder, path), worsen(path, xml))
  }
  return { folder, truth }
}

/** The paths of the pages in a folder. */
export function pagesIn(folder: string): string[] {
  return globSync('**/*.xml', { cwd: folder })
    .filter((path) => formatOf(readFileSync(join(folder, path), 'utf8')) !== null)
    .toSorted()
}

function worsen(path: string, xml: string): string {
  return changeTexts(path, xml, (region, text) => {
    if (text === null) return null
    const chance = chanceOf('archive', region)
    if (chance() < state.known) return { text, confidence: null }
    if (text.length <= cutAbove && chance() < state.unread) return { text: '', confidence: null }
    return { text: misreadByMachine(text, chance), confidence: state.confidence }
  })
}

function misreadByMachine(text: string, chance: () => number): string {
  return Array.from(text, (letter) =>
    chance() < state.misreadLetters ? mistake(letter, chance) : letter,
  ).join('')
}

/** The true text of a region, also of a word that was cut out of a line. */
export function truthOf(truth: Archive['truth'], region: string): string | null {
  const whole = truth.get(region)
  if (whole !== undefined) return whole
  const [, line = '', number] = /^(.*)\/word-(\d+)$/.exec(region) ?? []
  return truth.get(line)?.split(' ')[Number(number) - 1] ?? null
}
