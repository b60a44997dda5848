import { main } from './main.ts'

// Whoever reads our output may stop reading (`incipit site list | head -1`): no reason to fail.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause
  })
}

process.exitCode = await main(process.argv.slice(2))
