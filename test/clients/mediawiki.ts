import { execFileSync, execSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../setup/server-process.ts'
import { siteHost } from './names.ts'
import { pathInPackages } from './packages.ts'
import type { Site } from './stage.ts'

const root = pathInPackages('usr/share/mediawiki')

/** How a wiki is set up. */
export type WikiSettings = {
  /** Lines of LocalSettings.php. */
  settings: string
  /** A command that changes the extension, run where MediaWiki is. */
  change?: string
}

/** Installs MediaWiki with SQLite, adds lines to its settings and starts it on PHP’s own server. */
export async function startMediaWiki({ settings, change }: WikiSettings): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'incipit-wiki-'))
  const database = ['--dbtype', 'sqlite', '--dbname', 'wiki', '--dbpath', folder]
  const place = ['--confpath', folder, '--server', `https://${siteHost}`, '--scriptpath', '']
  const owner = ['--pass', 'a long password', 'Wiki', 'Admin']
  const installer = join(root, 'maintenance/install.php')
  execFileSync('php', [installer, ...database, ...place, ...owner], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

  // A copy, since this is what an owner of a wiki may change.
  const extension = join(folder, 'extensions/ConfirmEdit')
  cpSync(join(root, 'extensions-core/ConfirmEdit'), extension, { recursive: true })
  if (change !== undefined) execSync(change, { cwd: folder })
  const path = join(folder, 'LocalSettings.php')
  appendFileSync(path, `\n$wgExtensionDirectory = '${folder}/extensions';\n${settings}\n`)

  const server = await startServer(['php', '-S', '127.0.0.1:0', '-t', root], {
    ready: /\((http:\S+)\) started/,
    env: { ...process.env, MW_CONFIG_FILE: path, PHP_CLI_SERVER_WORKERS: '4' },
  })
  return {
    origin: server.origin,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true })
    },
  }
}
