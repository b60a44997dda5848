import { spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const modules = join(root, 'node_modules')
const compiler = join(modules, '.bin/tsc')

const options = {
  target: 'ES2022',
  lib: ['ES2022', 'DOM'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: false,
  noEmit: true,
}

/**
 * Compiles a small project, its files by their names, and gives the compiler's errors.
 * `types` are the packages whose globals it sees; `incipit` is this one.
 */
export function compile(
  files: Readonly<Record<string, string>>,
  types: readonly string[] = [],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-types-'))
  try {
    const config = { compilerOptions: { ...options, types }, include: ['*.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    for (const name of types)
      linkFolder(
        name === 'incipit' ? root : join(modules, name),
        join(folder, 'node_modules', name),
      )
    return spawnSync(compiler, ['-p', folder], { encoding: 'utf8' }).stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function linkFolder(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path)
}
