import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// `npm ci` runs this. Without the development dependencies (`--omit=dev`) there is nothing to bundle the
// browser's scripts with; such an installation uses the scripts that come in the package.

const root = join(import.meta.dirname, '..')

function hasBundler(): boolean {
  try {
    import.meta.resolve('esbuild')
    return true
  } catch {
    return false
  }
}

if (hasBundler()) {
  const { status } = spawnSync(process.execPath, ['build.ts'], { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
} else {
  console.log(
    'The scripts for the browser are not built, since esbuild is a development dependency.',
  )
}
