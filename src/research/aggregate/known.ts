import { lineFault } from './row.ts'
import { readRows } from './rows.ts'

const rightLabelsMax = 10_000_000

/** Right labels by task. */
export type RightLabels = ReadonlyMap<string, string>

/** Reads a table of right labels. A task may appear again, but not with another label. */
export async function readRightLabels(
  path: string,
  options: { takesEmptyLabels: boolean; formOf: (label: string) => string },
): Promise<RightLabels> {
  const labels = new Map<string, string>()
  const columns = ['task', 'label'] as const
  await readRows(path, { columns, takesEmptyLabels: options.takesEmptyLabels }, (cells, line) => {
    const [task = '', given = ''] = cells
    const label = options.formOf(given)
    if ((labels.get(task) ?? label) !== label)
      throw lineFault(path, line, `gives the task “${task}” a different label than an earlier line`)
    labels.set(task, label)
    if (labels.size > rightLabelsMax) throw new Error(`${path} has over ${rightLabelsMax} tasks.`)
  })
  return labels
}

/** Takes about this share of the tasks, by a hash of task and seed: the same in any order of the file. */
export function takeShare(labels: RightLabels, share: number, seed: number): RightLabels {
  return new Map([...labels].filter(([task]) => hashOf(`${seed}:${task}`) < share * 2 ** 32))
}

/** FNV-1a over UTF-16 units, mixed at the end so that similar texts are far apart; from 0 to 2^32. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
