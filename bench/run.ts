import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

// `npm run bench` runs every bench; `npm run bench -- NAME` runs one and passes further arguments to it.
const benches = globSync('*.bench.ts', { cwd: import.meta.dirname }).map((file) =>
  file.replace('.bench.ts', ''),
)
const wanted = process.argv[2] ? [process.argv[2]] : benches
for (const name of wanted) {
  if (!benches.includes(name)) {
    console.error(`There is no bench “${name}”; there are: ${benches.join(', ')}.`)
    process.exit(2)
  }
  const file = `${import.meta.dirname}/${name}.bench.ts`
  const { status } = spawnSync(process.execPath, [file, ...process.argv.slice(3)], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
