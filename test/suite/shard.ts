import { join } from 'node:path'
import { describe } from 'node:test'
import { pathToFileURL } from 'node:url'

// Runs test files in this one process, each as a suite of its own: its hooks are for its tests alone. Node
// would start a process for each, which takes longer than most of them.

for (const path of process.argv.slice(2))
  describe(path, async () => {
    await import(pathToFileURL(join(import.meta.dirname, '../..', path)).href)
  })
