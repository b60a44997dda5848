import { globSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

// `npm run bench` lists the benches; `npm run bench -- NAME` runs one.
const name = process.argv[2]
const benches = globSync('*.bench.ts', { cwd: import.meta.dirname }).map((file) =>
  file.replace('.bench.ts', ''),
)
if (!name || !benches.includes(name)) {
  console.error(`Say which: npm run bench -- ${benches.join(' | ')}`)
  process.exit(2)
}
const { status } = spawnSync(process.execPath, [`${import.meta.dirname}/${name}.bench.ts`], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
