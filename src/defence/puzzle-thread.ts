import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import setupWasm from 'argon2id/lib/setup.js'
import { puzzleCost, type Puzzle } from '../model/way.ts'

// Solves puzzles with the same WebAssembly as browsers, one after another. `puzzles.ts` starts it.

const { resolve } = createRequire(import.meta.url)
const load = (file: string) => async (imports: WebAssembly.Imports) =>
  WebAssembly.instantiate(await readFile(resolve(`argon2id/dist/${file}`)), imports)
const argon2id = setupWasm(load('simd.wasm'), load('no-simd.wasm'))

parentPort?.on('message', async ({ number, puzzle }: { number: number; puzzle: Puzzle }) => {
  const { memoryKib: memorySize, passes, tagBytes: tagLength } = puzzleCost
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
  const [password, salt] = [encode(puzzle.text), encode(puzzle.salt)]
  const of = { password, salt, parallelism: 1, tagLength, memorySize, passes }
  const tag = Buffer.from((await argon2id)(of)).toString('base64url')
  parentPort?.postMessage({ number, tag }, [])
})
