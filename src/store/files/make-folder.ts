import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const depthMax = 1_000

/**
 * Makes a folder for its owner alone, with those it lies in; throws if it cannot. Node's own way never ends in
 * a file system that has no place for new folders, such as `/proc`.
 */
export function makeFolder(path: string): void {
  const missing = [path]
  for (let at = dirname(path); !existsSync(at) && missing.length < depthMax; at = dirname(at))
    missing.unshift(at)
  for (const folder of missing) makeOne(folder)
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (cause) {
    // It was there, or another process made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw cause
  }
}
