import { join } from 'node:path'
import { runTests, type Outcome } from '../suite/run-tests.ts'

// Namespaces of its own for mounts, the network and processes: what a machine started ends with it.
const unshare = ['unshare', '--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc']

/** Runs files side by side, each process on a machine of its own; prints a machine's output when it has ended. */
export function runOnMachines(
  files: readonly string[],
  { root, processes }: { root: string; processes: number },
): Promise<Outcome[]> {
  const machine = [...unshare, process.execPath, join(import.meta.dirname, 'machine.ts')]
  const shares = Array.from({ length: processes }, (_, n) =>
    files.filter((_file, index) => index % processes === n),
  ).filter((share) => share.length > 0)
  return Promise.all(
    shares.map(async (share) => {
      let text = ''
      const show = (line: string): void => void (text += line)
      const argv = ['--test', '--test-concurrency=1', ...share]
      const outcome = await runTests(argv, { root, show, within: machine })
      process.stdout.write(text)
      return outcome
    }),
  )
}
