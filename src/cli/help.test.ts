import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { fakeTerminal } from '../../test/setup/terminal.ts'
import { settings } from '../config.ts'
import { loadCommands } from './commands.ts'
import { findUnknownVariables } from './unknown-variables.ts'

const terminal = fakeTerminal()
after(() => terminal.close())

describe('the help', () => {
  test('lists every command and names the data folder', async () => {
    for (const argv of [[], ['--help'], ['-h'], ['help'], ['site', '--help'], ['labels', '-h']]) {
      const { code, out } = await terminal.run(...argv)
      assert.equal(code, 0)
      for (const { usage } of Object.values(await loadCommands()))
        assert.ok(out.includes(`incipit ${usage}`))
      assert.ok(out.includes(`kept in ${terminal.dataDir};`))
    }
  })

  test('of a command lists its own flags, by --help and by -h', async () => {
    for (const [name, { usage, flags }] of Object.entries(await loadCommands())) {
      const { code, out } = await terminal.run(...name.split(' '), '--help')
      assert.equal(code, 0)
      assert.ok(out.startsWith(`incipit ${usage}: `), name)
      for (const flag of Object.keys(flags)) assert.ok(out.includes(`  --${flag} `), flag)
      assert.equal((await terminal.run(...name.split(' '), '-h')).out, out)
    }
  })

  // The help of every command listed nineteen settings of the service.
  test('lists the settings for commands that start the service, and the data folder for all', async () => {
    const countSettings = async (...argv: string[]): Promise<number> => {
      const { out } = await terminal.run(...argv, '--help')
      return Object.values(settings).filter(({ flag }) => out.includes(`  --${flag} `)).length
    }
    assert.equal(await countSettings('serve'), Object.keys(settings).length)
    assert.equal(await countSettings('demo'), Object.keys(settings).length)
    assert.equal(await countSettings('corpus', 'import'), 1)
  })

  test('marks the flags that a command refuses to go without, and those alone', async () => {
    let marked = 0
    for (const [name, { flags, words }] of Object.entries(await loadCommands())) {
      const required = Object.entries(flags).filter(([, { isRequired }]) => isRequired)
      const { out } = await terminal.run(...name.split(' '), '--help')
      assert.equal(out.match(/\(required\)/g)?.length ?? 0, required.length, name)
      for (const [flag] of required) {
        const others = required.filter(([other]) => other !== flag)
        const given = others.flatMap(([other]) => [`--${other}`, exampleOf(other)])
        const nouns = Array.from({ length: words[0] }, () => 'x')
        const { code, err } = await terminal.run(...name.split(' '), ...nouns, ...given)
        assert.equal(code, 1, `${name} without --${flag}`)
        assert.ok(err.includes(flag), `${name} without --${flag}: ${err}`)
        marked += 1
      }
    }
    assert.ok(marked > 5)
  })
})

function exampleOf(flag: string): string {
  return { format: 'csv', kind: 'text' }[flag] ?? 'x'
}

describe('a variable that is not a setting', () => {
  // A misspelt variable had no effect, and nobody was warned.
  test('is reported, with the one that may be meant', () => {
    assert.deepEqual(findUnknownVariables({ INCIPIT_PROT: '80', INCIPIT_PORT: '80', PATH: '' }), [
      'The variable INCIPIT_PROT is not a setting of Incipit and is ignored. Did you mean INCIPIT_PORT?',
    ])
    assert.deepEqual(findUnknownVariables({ INCIPIT_CHALLENGE_COLOUR: 'red' }), [
      'The variable INCIPIT_CHALLENGE_COLOUR is not a setting of Incipit and is ignored.',
    ])
    assert.deepEqual(findUnknownVariables({ INCIPIT_DATA: '/srv' }), [])
  })
})
