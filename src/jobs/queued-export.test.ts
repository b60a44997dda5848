import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, test } from 'node:test'
import { fillLetters, readLetters } from '../../test/setup/letters.ts'
import { openOutFolder } from '../store/files/out-folder-disk.ts'
import { setQueuedJobs } from '../../test/setup/queued-jobs.ts'

const queue = setQueuedJobs()

function exportFlags(format: string, out: string): string[] {
  const flags = ['--corpus', 'letters', '--format', format, '--out', out]
  return ['labels', 'export', ...flags, '--queue']
}

describe('an export that waits for a worker', () => {
  beforeEach(async () => {
    await fillLetters(queue.terminal)
    await readLetters(queue.terminal)
  })

  test('is done by the worker', async () => {
    const out = join(queue.place, 'out')
    await queue.terminal.json(...exportFlags('csv', out))
    assert.equal(existsSync(out), false)
    await queue.work()
    const [state, progress] = await queue.shown('export')
    assert.equal(state, 'done')
    assert.equal(progress, `3 files with 3 accepted readings in ${out}`)
    assert.ok(existsSync(join(out, 'readings.csv')))
    assert.deepEqual(readdirSync(queue.place), ['out'])
  })

  test('leaves nothing when it is stopped, and begins again', async () => {
    const out = join(queue.place, 'out')
    await queue.terminal.json(...exportFlags('csv', out))
    const stop = new AbortController()
    const { sources } = queue.terminal.store
    const list: typeof sources.list = async (...given) => {
      stop.abort()
      return sources.list(...given)
    }
    await queue.work({ sources: { ...sources, list } }, stop.signal)
    assert.deepEqual([(await queue.shown('export'))[0], readdirSync(queue.place)], ['waiting', []])
    await queue.work()
    assert.equal((await queue.shown('export'))[0], 'done')
    assert.ok(existsSync(join(out, 'datapackage.json')))
  })

  // The process was killed after the folder was complete, and before the job had ended.
  test('is done if its complete folder exists already, and fails if another folder does', async () => {
    const out = join(queue.place, 'out')
    await queue.terminal.json(...exportFlags('csv', out))
    await queue.work({
      openOut: async (path) => {
        const opened = await openOutFolder(path)
        if ('refused' in opened) return opened
        const finish = async () => {
          await opened.finish()
          throw new Error('killed')
        }
        return { ...opened, finish }
      },
    })
    assert.equal((await queue.shown('export'))[0], 'failed')
    queue.terminal.moveClock(60_000)
    await queue.work()
    assert.deepEqual(await queue.shown('export'), ['done', `${out} is whole already`, null])

    const other = join(queue.place, 'other')
    await queue.terminal.json(...exportFlags('csv', other))
    mkdirSync(other)
    writeFileSync(join(other, 'notes.txt'), 'mine')
    await queue.work()
    const [state, , reason] = await queue.shown('export')
    assert.deepEqual([state, readdirSync(other)], ['failed', ['notes.txt']])
    assert.match(reason, /exists and is not empty; name a new or empty folder\.$/)
  })

  test('is refused at once if it cannot be done', async () => {
    const out = join(queue.place, 'out')
    const refused = (...flags: string[]) => queue.terminal.refusal('labels', 'export', ...flags)
    const [, , ...flags] = exportFlags('csv', out)
    assert.match(await refused(...flags, '--corpus', 'nobody'), /There is no corpus “nobody”/)
    assert.match(await refused(...flags, '--format', 'coco'), /do not go into coco\.$/)
    mkdirSync(out)
    writeFileSync(join(out, 'notes.txt'), 'mine')
    assert.match(await refused(...flags), /exists and is not empty/)
    assert.deepEqual(await queue.terminal.json('jobs'), [])
    rmSync(out, { recursive: true })
    await queue.terminal.json(...exportFlags('csv', out))
    assert.match(await refused(...flags), /^Another export of “letters” is running or waiting/)
    assert.deepEqual(readdirSync(queue.place), [])
  })
})
