import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { measureBatch } from './labels-batch.ts'
import { measureService } from './labels-service.ts'
import { measureSpeed } from './labels-speed.ts'
import { measureStream } from './labels-stream.ts'

/**
 * The quality and speed of the consensus engine, measured through the command line. `npm run bench -- labels`
 * measures everything, `npm run bench -- labels batch` one part; the other parts' figures stay in the file.
 */
const parts: Readonly<Record<string, (keep: (measured: unknown) => void) => unknown>> = {
  batch: measureBatch,
  service: measureService,
  speed: measureSpeed,
  stream: measureStream,
}

const file = fileURLToPath(new URL('results/labels.json', import.meta.url))

function keepPart(part: string, measured: unknown): void {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {}
  const machine = { node: process.version, processors: cpus().length }
  const result = { ...kept, bench: 'labels', ...machine, [part]: measured }
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
}

for (const part of process.argv[2] ? [process.argv[2]] : Object.keys(parts)) {
  const measure = parts[part]
  if (!measure)
    throw new Error(`There is no part “${part}”; there are: ${Object.keys(parts).join(', ')}.`)
  keepPart(part, await measure((measured) => keepPart(part, measured)))
}
