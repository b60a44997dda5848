import { endChild, readTold, startTelling, tellingPipe } from './children.ts'

/** A display that nobody sees; its name is what programs find in `DISPLAY`. */
export type Display = { name: string; stop: () => Promise<void> }

const screen = '1280x1024x24'

/** Starts a display that nobody sees. */
export async function startDisplay(): Promise<Display> {
  const args = ['-displayfd', String(tellingPipe), '-screen', '0', screen, '-nolisten', 'tcp']
  const display = startTelling('Xvfb', args)
  return { name: `:${await readTold(display)}`, stop: () => endChild(display) }
}
