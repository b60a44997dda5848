import { spawn } from 'node:child_process'
import { endChild } from './children.ts'
import { startDisplay } from './display.ts'
import { freePort } from './free-port.ts'
import { waitUntil } from './wait.ts'

/** WebKit’s driver, which listens at an address. */
export type Driver = { address: string; stop: () => Promise<void> }

/** Starts a display that nobody sees, and the driver of the browsers on it. */
export async function startWebkit(): Promise<Driver> {
  const display = await startDisplay()
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display.name,
      LANG: 'C.UTF-8',
      LANGUAGE: 'en',
      GTK_A11Y: 'none',
    },
  })
  const address = `http://127.0.0.1:${port}`
  await waitUntil('WebKit’s driver', () => isReady(address))
  return {
    address,
    stop: async () => {
      await endChild(driver)
      await display.stop()
    },
  }
}

async function isReady(address: string): Promise<boolean> {
  return fetch(`${address}/status`).then(
    ({ ok }) => ok,
    () => false,
  )
}
