import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desktop } from './desktop.ts'
import { firefoxPreferences } from './settings.ts'

/** Starts Debian’s Firefox on a desktop, whole, without its bars, at an address. */
export function startFirefox({ folder, start }: Desktop, url: string): void {
  const profile = join(folder, 'profile')
  mkdirSync(profile)
  const lines = Object.entries(firefoxPreferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  start('firefox-esr', ['--no-remote', '--profile', profile, '--kiosk', url], {
    GNOME_ACCESSIBILITY: '1',
  })
}
