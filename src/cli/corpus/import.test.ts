import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import sharp from 'sharp'
import { makeFolderOnDisk, startServer } from '../../../test/setup/web.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

function openTerminal(t: TestContext): FakeTerminal {
  const terminal = fakeTerminal()
  t.after(terminal.close)
  return terminal
}

const terms = ['--corpus', 'letters', '--licence', 'CC0-1.0', '--credit', 'Archive']

// A corpus without canaries accepted whatever four networks agreed on, and nothing said that it had none.
test('an import, also a dry run, says that few known items mean no canaries', async (t) => {
  const terminal = openTerminal(t)
  const folder = makeFolderOnDisk(t)
  for (const name of ['apple', 'pear', 'plum']) {
    mkdirSync(join(folder, name))
    const create = { width: 40, height: 40, channels: 3, background: '#a52' } as const
    const picture = sharp({ create }).tint(name === 'apple' ? '#00f' : '#0f0')
    writeFileSync(join(folder, name, `${name}.png`), await picture.png().toBuffer())
  }
  const few = /has no canaries: .* and nobody notices\. 3\d more known items would be enough\./
  const dry = await terminal.run('corpus', 'import', folder, ...terms, '--dry-run')
  assert.match(dry.out, few)
  assert.match((await terminal.run('corpus', 'import', folder, ...terms)).out, few)
  assert.match((await terminal.run('corpus', 'show', 'letters')).out, few)
  const health = await terminal.run('labels', 'health', '--corpus', 'letters')
  assert.match(health.out, /^Nothing suspicious .* has no canaries: .* would be enough\.\n/)
})

// The commits of a long import came one after another, and those of a running service waited for them.
test('an import and an export rest between their commits', async (t) => {
  const terminal = openTerminal(t)
  const folder = makeFolderOnDisk(t)
  await terminal.run('corpus', 'import', folder, ...terms)
  const out = join(folder, 'out')
  await terminal.run('labels', 'export', '--corpus', 'letters', '--format', 'csv', '--out', out)
  assert.deepEqual(terminal.rested, [true, true])
})

describe('importing an address', () => {
  const refusals = [
    [
      'http://127.0.0.1/manifest.json',
      /127\.0\.0\.1 is not a public address; a host of your own is allowed with --allow-host\.$/,
    ],
    [
      'http://[::ffff:169.254.169.254]/',
      /gives nothing: ::ffff:a9fe:a9fe is not a public address\.$/,
    ],
    ['file:///etc/passwd', /file: addresses are not fetched, only http: and https:\.$/],
    ['http://example.org:6379/', /port 6379 is not fetched from unless allowed/],
  ] as const
  for (const [address, sentence] of refusals)
    test(`is refused for ${address} in one line`, async (t) => {
      const refusal = await openTerminal(t).refusal('corpus', 'import', address, ...terms)
      assert.match(refusal, sentence)
      assert.doesNotMatch(refusal, /\n/)
    })

  test('is refused if an allowed host is not a host name', async (t) => {
    const command = ['corpus', 'import', 'http://x/', ...terms, '--allow-host', 'http://x/']
    assert.match(await openTerminal(t).refusal(...command), /--allow-host takes HOST or HOST:PORT/)
  })

  test('is refused if the address serves neither IIIF nor anything else that can be imported', async (t) => {
    const { host, url } = await startServer(t, (request, response) =>
      response.end(request.url === '/broken' ? '{"type": "Manifest"' : 'a'),
    )
    const allowed = [...terms, '--allow-host', host]
    const refusal = await openTerminal(t).refusal('corpus', 'import', url('/broken'), ...allowed)
    assert.match(refusal, /cannot be used: it is not JSON\.$/)
  })

  test('takes an archive as if it lay there as a folder', async (t) => {
    const folder = makeFolderOnDisk(t)
    mkdirSync(join(folder, 'apple'))
    mkdirSync(join(folder, 'pear'))
    const square = sharp({ create: { width: 40, height: 40, channels: 3, background: '#a52' } })
    writeFileSync(join(folder, 'apple/1.png'), await square.png().toBuffer())
    writeFileSync(join(folder, 'pear/2.png'), await square.negate().png().toBuffer())
    assert.equal(spawnSync('tar', ['-czf', 'all.tgz', 'apple', 'pear'], { cwd: folder }).status, 0)
    const { host, url } = await startServer(t, (_request, response) =>
      response.end(readFileSync(join(folder, 'all.tgz'))),
    )
    const terminal = openTerminal(t)
    const command = ['corpus', 'import', url('/all.tgz'), ...terms, '--allow-host', host]
    const report = await terminal.json<{ pages: number; added: number }>(...command)
    assert.deepEqual([report.pages, report.added], [2, 2])
  })
})
