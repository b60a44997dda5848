import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawBarcode, type Look } from './barcode.ts'

/** A corpus of the red team: each picture is its number as a barcode, and some have a text. */
export type CorpusPlan = {
  known: number
  unknown: number
  /** A text that every so many known pictures have, if not one of their own. */
  common?: { text: string; every: number }
  /** How pictures with a text and without one look. */
  looks?: { known: Look; unknown: Look }
}

const letters = 'abdefghiklmnoprstuvw'

/** A text of seven letters that only this picture has. */
export function textOf(number: number): string {
  let rest = number * 7919 + 104_729
  let text = ''
  for (let n = 0; n < 7; n += 1) {
    text += letters[rest % letters.length]
    rest = Math.floor(rest / letters.length) + (number + n) * 13
  }
  return text
}

/** The text that a picture of a plan has in its corpus; null if it is one of those to be read. */
export function knownText({ known, common }: CorpusPlan, number: number): string | null {
  if (number >= known) return null
  return common && number % common.every === 0 ? common.text : textOf(number)
}

/** Writes the pictures of a plan and a table of their texts. */
export async function writeCorpus(folder: string, plan: CorpusPlan): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const rows = ['file,text']
  for (let number = 0; number < plan.known + plan.unknown; number += 1) {
    const text = knownText(plan, number)
    const look = plan.looks?.[text === null ? 'unknown' : 'known']
    writeFileSync(join(folder, `${number}.png`), await drawBarcode(number, look))
    rows.push(`${number}.png,${text ?? ''}`)
  }
  writeFileSync(join(folder, 'texts.csv'), `${rows.join('\n')}\n`)
}
