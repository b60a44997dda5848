import { spawn } from 'node:child_process'
import type { MachineReading, OpenReader, ReadByMachine } from '../model/picture.ts'

const readMs = 20_000
const outputCharsMax = 200_000
const languagesMax = 3

/** The engine's names for languages that BCP 47 names differently; German and Danish add a model for old print. */
const namesOf: Readonly<Record<string, readonly string[]>> = {
  ar: ['ara'],
  cs: ['ces'],
  da: ['dan', 'frk'],
  de: ['deu', 'frk'],
  el: ['ell'],
  en: ['eng'],
  es: ['spa'],
  fa: ['fas'],
  fr: ['fra'],
  he: ['heb'],
  it: ['ita'],
  la: ['lat'],
  nl: ['nld'],
  pl: ['pol'],
  pt: ['por'],
  ru: ['rus'],
  sv: ['swe'],
}

/** Opens Tesseract, or a program with the same arguments, by its name or path. */
export const openTesseract: OpenReader = async (engine) => {
  const listed = await run(engine, ['--list-langs'], null)
  const installed = new Set((listed ?? '').split(/\s+/))
  if (listed === null || installed.size < 2)
    return {
      refused: `“${engine}” is no OCR engine that can be started; name Tesseract or its path.`,
    }
  return readWith(engine, installed)
}

function readWith(engine: string, installed: ReadonlySet<string>): ReadByMachine {
  return async (cut, language) => {
    const base = language.split('-')[0]?.toLowerCase() ?? ''
    const wanted = [...(namesOf[base] ?? []), base].filter((name) => installed.has(name))
    const names = wanted.length > 0 ? wanted : ['eng'].filter((name) => installed.has(name))
    const spoken = names.length > 0 ? ['-l', names.slice(0, languagesMax).join('+')] : []
    const output = await run(engine, ['stdin', 'stdout', ...spoken, '--psm', '7', 'tsv'], cut)
    return output === null ? null : readTable(output)
  }
}

// Rows of level 5 are words; the last two columns are the confidence, in percent, and the text.
function readTable(table: string): MachineReading {
  const words = table
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((columns) => columns[0] === '5' && columns.length === 12)
    .map((columns) => ({ text: columns[11]?.trim() ?? '', percent: Number(columns[10]) }))
    .filter(({ text }) => text !== '')
  const sum = words.reduce((total, { percent }) => total + Math.min(100, Math.max(0, percent)), 0)
  return {
    text: words.map(({ text }) => text).join(' '),
    confidence: words.length === 0 ? 0 : sum / words.length / 100,
  }
}

// No shell, and the bytes on standard input: nothing from an archive gets into a command line.
function run(
  engine: string,
  words: readonly string[],
  input: Uint8Array | null,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(engine, words, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    })
    // Node's own time limit would go on for a program that could not be started.
    const late = setTimeout(() => child.kill('SIGKILL'), readMs)
    const end = (text: string | null): void => {
      clearTimeout(late)
      resolve(text)
    }
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
      if (output.length > outputCharsMax) child.kill('SIGKILL')
    })
    child.once('error', () => end(null))
    child.once('close', (code) => end(code === 0 ? output : null))
    child.stdin.once('error', () => undefined)
    child.stdin.end(input)
  })
}
