import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'
import { waitUntil } from './wait.ts'

/** WebKit’s driver, which listens at an address. */
export type Driver = { address: string; stop: () => Promise<void> }

/** Starts a display that nobody sees, and the driver of the browsers on it. */
export async function startWebkit(): Promise<Driver> {
  const display = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await readLine(display)
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${number}`,
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
      await end(driver)
      await end(display)
    },
  }
}

async function readLine(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3]
  if (!pipe || !('readable' in pipe)) throw new Error('the display has no pipe')
  const [line] = (await once(createInterface({ input: pipe }), 'line')) as [string]
  return line
}

async function isReady(address: string): Promise<boolean> {
  return fetch(`${address}/status`).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill()
  await exit
}
