import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The file descriptor on which a program is asked to say what it has chosen. */
export const tellingPipe = 3

/** Starts a program that tells one line on the telling pipe, such as its address or number. */
export function startTelling(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess {
  return spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], env })
}

/** Waits for the line that it tells. */
export async function readTold(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[tellingPipe]
  if (!pipe || !('readable' in pipe)) throw new Error('the program has no pipe')
  const [line] = (await once(createInterface({ input: pipe }), 'line')) as [string]
  return line
}

/** Ends a program, and waits until it has ended. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}
