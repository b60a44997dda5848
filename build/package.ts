import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildServer } from './server.ts'

// `npm pack` runs this, so that `dist` holds only what this checkout builds.

const root = join(import.meta.dirname, '..')
rmSync(join(root, 'dist'), { recursive: true, force: true })
const { status } = spawnSync(process.execPath, ['build.ts'], { cwd: root, stdio: 'inherit' })
if (status === 0) buildServer(root, join(root, 'dist/server'))
process.exitCode = status ?? 1
