import { existsSync } from 'node:fs'
import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core'

const patienceMs = 60_000
const addressVariable = 'TEST_BROWSER'

function findChromium(): string {
  const headless = '/usr/bin/chromium-headless-shell'
  return existsSync(headless) ? headless : '/usr/bin/chromium'
}

const options: LaunchOptions = {
  timeout: patienceMs,
  executablePath: process.env['CHROMIUM_PATH'] ?? findChromium(),
  // Visitors have scrollbars, which take up space.
  ignoreDefaultArgs: ['--hide-scrollbars'],
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** Starts a browser for the processes that are started afterwards; each sees only what it opened itself. */
export async function startBrowser(): Promise<{ close: () => Promise<void> }> {
  const server = await chromium.launchServer(options)
  process.env[addressVariable] = server.wsEndpoint()
  return {
    close: async () => {
      delete process.env[addressVariable]
      await server.close()
    },
  }
}

/**
 * Opens a browser of the machine, without a window and without traffic of its own; by default the one that
 * `TEST_ENGINE` names, or Chromium. A Chromium is the shared one if a run of all tests has started one.
 */
export function launchBrowser(name = process.env['TEST_ENGINE'] ?? 'chromium'): Promise<Browser> {
  if (name === 'firefox')
    return firefox.launch({
      timeout: patienceMs,
      channel: 'moz-firefox',
      executablePath: '/usr/bin/firefox-esr',
      // Playwright's keys do not reach a frame that is in a process of its own.
      firefoxUserPrefs: { 'fission.autostart': false },
    })
  const address = process.env[addressVariable]
  return address === undefined
    ? chromium.launch(options)
    : chromium.connect(address, { timeout: patienceMs })
}
