import { join } from 'node:path'
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

// Runs test files in this process, each as a suite of its own, so that its hooks apply to its tests only. Node
// would start a process for each file, which takes longer than most files.

for (const path of process.argv.slice(2))
  describe(path, async () => {
    await import(pathToFileURL(join(import.meta.dirname, '../..', path)).href)
  })
