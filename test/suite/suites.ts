import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The test files by what they need. `unit` files need neither a browser nor another process, so many can share a
 * process. `long` files (named `*.long.test.ts`) take too long to run while you work. The others start processes
 * or browsers.
 */
export type Suites = Record<'unit' | 'long' | 'others', string[]>

const outside =
  /^(?:import (?!type\b).*|\}) from '(?:node:child_process|node:cluster|playwright-core)'/m
const ownImport = /^(?:import (?!type\b).*|\}) from '(\.[^']+)'/gm

/** Sorts the test files below a folder by what they need, including through their imports of other test files. */
export function readSuites(root: string): Suites {
  const suites: Suites = { unit: [], long: [], others: [] }
  for (const path of globSync('{src,test,build}/**/*.test.ts', { cwd: root }).toSorted()) {
    const needs = path.endsWith('.long.test.ts')
      ? 'long'
      : needsMore(join(root, path), root)
        ? 'others'
        : 'unit'
    suites[needs].push(path)
  }
  return suites
}

// A process that the program itself may start (an OCR engine) does not count: only imports of tests are followed.
function needsMore(first: string, root: string): boolean {
  const followed = new Set([first])
  for (const file of followed) {
    const text = readFileSync(file, 'utf8')
    if (outside.test(text)) return true
    for (const [, target = ''] of text.matchAll(ownImport)) {
      const path = join(dirname(file), target)
      const isOfTests = path.startsWith(join(root, 'test/')) || path.includes('/suites/')
      if (isOfTests && existsSync(path)) followed.add(path)
    }
  }
  return false
}
