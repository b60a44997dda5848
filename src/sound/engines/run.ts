import { spawn } from 'node:child_process'

const sayMs = 5_000
const outputBytesMax = 2_000_000

/** Runs a program with a text on its standard input, and gives what it writes; null if it fails, or takes too long. */
export function run(
  program: string,
  words: readonly string[],
  input: string,
): Promise<Buffer | null> {
  return new Promise((resolve) => {
    // No shell, and the text on standard input: no word gets into a command line.
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'ignore'] })
    const pieces: Buffer[] = []
    let length = 0
    const late = setTimeout(() => child.kill('SIGKILL'), sayMs)
    const end = (output: Buffer | null): void => {
      clearTimeout(late)
      resolve(output)
    }
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece)
      length += piece.length
      if (length > outputBytesMax) child.kill('SIGKILL')
    })
    child.once('error', () => end(null))
    child.once('close', (code) => end(code === 0 ? Buffer.concat(pieces) : null))
    child.stdin.once('error', () => undefined)
    child.stdin.end(input)
  })
}
