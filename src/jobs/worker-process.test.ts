import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { test } from 'node:test'

const module = new URL('worker-process.ts', import.meta.url).href

/** What a process says that has lowered its priority after it has used the threads that read files. */
const script = `
  import { readdirSync } from 'node:fs'
  import { readFile } from 'node:fs/promises'
  import { getPriority } from 'node:os'
  import { lowerPriority } from '${module}'
  await Promise.all([1, 2, 3, 4].map(() => readFile('/proc/self/stat')))
  lowerPriority(0)
  console.log(JSON.stringify(readdirSync('/proc/self/task').map((one) => getPriority(Number(one)))))
`

// The threads of an import that cut pictures kept their priority, and took the processor from the service.
test(
  'a process lowers the priority of all its threads',
  { skip: existsSync('/proc/self/task') ? false : 'threads have no priorities of their own here' },
  () => {
    const argv = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
    const { stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
    assert.equal(stderr, '')
    const priorities = JSON.parse(stdout) as number[]
    assert.ok(priorities.length > 4)
    assert.ok(
      priorities.every((one) => one >= 10),
      stdout,
    )
  },
)
