import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findDataFolder, findDemoFolder, type Machine } from './data-folder.ts'

function machineWith(change: Partial<Machine>, paths: readonly string[] = []): Machine {
  const has = (path: string): boolean => paths.includes(path)
  return {
    environment: {},
    home: '/home/ada',
    current: '/srv',
    exists: has,
    canWrite: has,
    ...change,
  }
}

describe('the data folder', () => {
  test('is the user’s own, wherever the program is started', () => {
    for (const current of ['/srv', '/home/ada'])
      assert.equal(findDataFolder(machineWith({ current })), '/home/ada/.local/share/incipit')
  })

  test('is where XDG says, if that is an absolute path', () => {
    const at = (path: string) =>
      findDataFolder(machineWith({ environment: { XDG_DATA_HOME: path } }))
    assert.equal(at('/data/ada'), '/data/ada/incipit')
    assert.equal(at('relative'), '/home/ada/.local/share/incipit')
    assert.equal(at(''), '/home/ada/.local/share/incipit')
  })

  test('is the system’s if that exists and can be written to', () => {
    assert.equal(findDataFolder(machineWith({}, ['/var/lib/incipit'])), '/var/lib/incipit')
  })

  test('is the first that systemd gives a service', () => {
    const environment = { STATE_DIRECTORY: '/var/lib/reading:/var/lib/other' }
    assert.equal(
      findDataFolder(machineWith({ environment }, ['/var/lib/incipit'])),
      '/var/lib/reading',
    )
  })

  // Data lay in ./data of the current folder, and from another folder all sites seemed to be gone.
  test('of an earlier version is never passed over in silence', () => {
    const found = findDataFolder(machineWith({}, ['/srv/data/incipit.sqlite']))
    assert.ok(typeof found !== 'string')
    assert.match(found.refused, /“\/srv\/data”.*“\/home\/ada\/\.local\/share\/incipit”.*--data/)
  })

  test('that is in use goes before one of an earlier version', () => {
    const paths = ['/srv/data/incipit.sqlite', '/home/ada/.local/share/incipit/incipit.sqlite']
    assert.equal(findDataFolder(machineWith({}, paths)), '/home/ada/.local/share/incipit')
  })

  test('of the demonstration is another one', () => {
    assert.equal(findDemoFolder(machineWith({})), '/home/ada/.local/share/incipit/demo')
    assert.equal(
      findDemoFolder(machineWith({}, ['/srv/data/incipit.sqlite'])),
      '/home/ada/.local/share/incipit/demo',
    )
  })
})
