import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { fakeTerminal } from '../../test/setup/terminal.ts'
import { loadCommands } from './commands.ts'

const program = fileURLToPath(new URL('../../bin/incipit', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'incipit-'))
const dataDir = join(folder, 'data')

function run(...argv: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(program, [...argv, '--data', dataDir], {
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

const terminal = fakeTerminal()

// A command line does the same in this process, except for the service; a new process takes time to start.
async function runHere(argv: readonly string[]) {
  return argv[0] === 'serve' ? run(...argv) : terminal.run(...argv)
}

describe('the commands', () => {
  after(async () => {
    await terminal.close()
    rmSync(folder, { recursive: true })
  })

  test('explain what they do', async () => {
    const { code, out } = run('--help')
    assert.equal(code, 0)
    for (const { usage } of Object.values(await loadCommands()))
      assert.ok(out.includes(`incipit ${usage}`))
  })

  test('end with 2 and a sentence when they are used wrongly', async () => {
    const table = [
      [['nonsense'], /no command “nonsense/],
      [['constructor'], /no command “constructor/],
      // For a group without its second word, the error named the flag that followed as part of the command.
      [['labels', '--data', folder], /no command “labels”/],
      [['site', 'add'], /Usage: incipit site add NAME/],
      [['site', 'add', 'a', '--colour', 'red'], /--colour/],
      // A number below zero was answered with a sentence of Node's own, about an ambiguous argument.
      [
        ['serve', '--limits-percent', '-1'],
        /--limits-percent .* whole number from \d+ to \d+, not “-1”/,
      ],
      [['serve', '--port', 'eighty'], /--port \(or INCIPIT_PORT\) must be a whole number/],
      [['serve', '--trusted-proxies', '10.0.0.0/99'], /--trusted-proxies .* must be addresses/],
      [['serve', '--trusted-proxies', '0.0.0.0/1'], /“0\.0\.0\.0\/1” is wider than \/8/],
    ] as const
    for (const [argv, sentence] of table) {
      const { code, out, err } = await runHere(argv)
      assert.deepEqual([code, out], [2, ''], argv.join(' '))
      assert.match(err, sentence)
    }
  })

  // Failures were shown as bare system errors, and in JSON mode not at all.
  test('explain a failure in a sentence, and in JSON mode as one value', () => {
    const file = join(folder, 'a file')
    writeFileSync(file, 'not a store')
    const asFolder = spawnSync(program, ['site', 'list', '--data', file, '--json'], {
      encoding: 'utf8',
    })
    assert.equal(asFolder.status, 1)
    assert.match(
      JSON.parse(asFolder.stdout).error,
      /^There is a file where the data folder should be/,
    )
    const store = mkdtempSync(join(folder, 'broken'))
    writeFileSync(join(store, 'incipit.sqlite'), 'not a store, but long enough to look like one')
    const broken = spawnSync(program, ['site', 'list', '--data', store], { encoding: 'utf8' })
    assert.deepEqual([broken.status, broken.stdout], [1, ''])
    assert.match(
      broken.stderr,
      /^The file incipit\.sqlite in the data folder was not written by Incipit/,
    )
    const misused = run('site', 'add', '--json')
    assert.deepEqual(
      [misused.code, JSON.parse(misused.out)],
      [2, { error: 'Usage: incipit site add NAME' }],
    )
  })

  // A name from a file could clear the operator's terminal.
  test('print nothing that commands a terminal', () => {
    const { sitekey } = JSON.parse(run('site', 'add', 'a\u202eb', '--json').out)
    const { out } = run('site', 'list')
    assert.ok(out.includes(`${sitekey}  a\ufffdb`), out)
    run('site', 'remove', sitekey)
  })

  test('end with 1 and a sentence when they are refused', async () => {
    const table = [
      [['site', 'add', 'a', '--corpus', 'nowhere'], /There is no corpus “nowhere”/],
      [['site', 'add', ' '], /A site must have a name/],
      // Without a name server the look-up itself fails, and the sentence is a different one.
      [['serve', '--host', '300.1.1.1'], /see --host\. \(getaddrinfo/],
      [['site', 'add', 'a', '--domain', 'http://x y'], /“http:\/\/x y” is not a host name/],
      [['site', 'rotate-secret', 'nobody'], /There is no site/],
      [['secret', 'end', 'nobody'], /There is no secret “nobody”/],
      [['site', 'show', 'nobody'], /There is no site/],
      [['site', 'remove', 'nobody'], /There is no site/],
      [['corpus', 'show', 'nowhere'], /There is no corpus “nowhere”/],
      [['corpus', 'import', '/nowhere', '--corpus', 'a'], /./],
      [['corpus', 'import', folder], /--corpus NAME/],
      [['corpus', 'import', folder, '--corpus', 'demo-words'], /is reserved for the demonstration/],
      [
        ['corpus', 'import', folder, '--corpus', 'a', '--as', 'gold'],
        /--as must be auto, known or unknown/,
      ],
      [['corpus', 'import', folder, '--corpus', 'a'], /licence/i],
      [['corpus', 'import', folder, '--corpus', 'a', '--licence', 'CC-BY-4.0'], /credit/i],
      [
        ['corpus', 'import', folder, '--corpus', 'a', '--licence', 'CC-BY-NC-4.0', '--credit', 'X'],
        /--allow-restricted/,
      ],
    ] as const
    for (const [argv, sentence] of table) {
      const { code, out, err } = await runHere(argv)
      assert.deepEqual([code, out], [1, ''], argv.join(' '))
      assert.match(err, sentence, argv.join(' '))
      assert.doesNotMatch(err, /\n\s+at /)
    }
  })

  test('import crops, register a site and show both, as one JSON value each', async () => {
    for (const [n, word] of ['notaire', 'perdrix', 'moulin'].entries()) {
      const crop = {
        create: {
          width: 200,
          height: 50,
          channels: 3 as const,
          background: { r: n, g: 90, b: 90 },
        },
      }
      await sharp(crop)
        .png()
        .toFile(join(folder, `${n}.png`))
      writeFileSync(join(folder, `${n}.txt`), `${word}\n`)
    }
    const options = [
      '--corpus',
      'words',
      '--licence',
      'CC-BY-4.0',
      '--credit',
      'An archive',
      '--json',
    ]
    const dry = JSON.parse(run('corpus', 'import', folder, ...options, '--dry-run').out)
    assert.deepEqual([dry.items.known, dry.added, dry.dry_run], [3, 3, true])
    assert.deepEqual(JSON.parse(run('corpus', 'list', '--json').out), [])
    const report = JSON.parse(run('corpus', 'import', folder, ...options).out)
    assert.deepEqual(
      [report.pages, report.items, report.added],
      [3, { known: 3, doubtful: 0, unknown: 0 }, 3],
    )
    assert.equal(JSON.parse(run('corpus', 'import', folder, ...options).out).added, 0)
    assert.equal(JSON.parse(run('corpus', 'show', 'words', '--json').out).known, 3)

    const site = JSON.parse(run('site', 'add', 'Reading room', '--corpus', 'words', '--json').out)
    assert.match(
      site.sitekey,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    assert.equal(site.client_id, site.sitekey)
    assert.equal(Buffer.from(site.private_id, 'base64url').length, 64)
    assert.match(site.secret, /^ES_[0-9a-f]{32}$/)
    const shown = run('site', 'show', site.sitekey, '--json').out
    assert.equal(JSON.parse(shown).private_id, site.private_id)
    assert.ok(!shown.includes(site.secret))
    assert.equal(JSON.parse(run('site', 'remove', site.sitekey, '--json').out).removed, true)
  })
})
