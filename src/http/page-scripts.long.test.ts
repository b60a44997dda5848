import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { publishHcaptcha } from '../../build.ts'
import { openService, smallBuild, type ServiceFixture } from '../../test/setup/service.ts'
import { openScriptsOnDisk } from '../store/files/scripts-disk.ts'
import type { ScriptReleases } from '../wire/script.ts'
import { openContracts } from './app.ts'

describe('the scripts of hCaptcha’s contract', () => {
  let folder: string
  let service: ServiceFixture
  let releases: ScriptReleases
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    const published = await publishHcaptcha()
    const read = async (path: string): Promise<Buffer> =>
      Buffer.from(published.get(path) ?? (await smallBuild.read(path)))
    service = await openService({
      contracts: await openContracts({ read, kept: openScriptsOnDisk(folder) }),
    })
    releases = (await service.app.inject('/1/releases.json')).json()
  })
  after(async () => {
    await service.close()
    rmSync(folder, { recursive: true })
  })

  test('are the same bytes whatever the address and the query, open to every origin', async () => {
    const urls = ['/1/api.js', '/1/api.js?render=explicit&hl=fr', '/1/secure-api.js?onload=x']
    for (const url of [...urls, releases.api.path]) {
      for (const headers of [{}, { origin: 'https://partner.example' }]) {
        const reply = await service.app.inject({ url, headers })
        assert.equal(reply.statusCode, 200)
        assert.equal(reply.headers['access-control-allow-origin'], '*')
        assert.equal(reply.headers['cross-origin-resource-policy'], 'cross-origin')
        assert.equal(reply.headers['x-content-type-options'], 'nosniff')
        assert.equal(reply.headers['vary'], 'Accept-Encoding')
        assert.equal(reply.headers['content-type'], 'application/javascript; charset=utf-8')
        const hash = createHash('sha384').update(reply.rawPayload).digest('base64')
        assert.equal(`sha384-${hash}`, releases.api.integrity)
      }
    }
  })

  test('are compressed when asked, and are the same then', async () => {
    const plain = (await service.app.inject('/1/api.js')).rawPayload
    assert.equal(plain.length, releases.api.sizeBytes)
    for (const [accepted, encoding, open] of [
      ['gzip, br', 'br', brotliDecompressSync],
      ['gzip', 'gzip', gunzipSync],
    ] as const) {
      const headers = { 'accept-encoding': accepted }
      const reply = await service.app.inject({ url: '/1/api.js', headers })
      assert.equal(reply.headers['content-encoding'], encoding)
      assert.deepEqual(open(reply.rawPayload), plain)
    }
  })

  test('are cached for minutes at the known addresses, and not sent again if unchanged', async () => {
    for (const url of ['/1/api.js', '/1/secure-api.js']) {
      const first = await service.app.inject(url)
      assert.equal(first.headers['cache-control'], 'public, max-age=600')
      const tag = String(first.headers['etag'])
      for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
        const again = await service.app.inject({ url, headers: { 'if-none-match': known } })
        assert.deepEqual([again.statusCode, again.body], [304, ''], known)
        assert.equal(again.headers['access-control-allow-origin'], '*')
        assert.equal(again.headers['cross-origin-resource-policy'], 'cross-origin')
        assert.equal(again.headers['vary'], 'Accept-Encoding')
        assert.equal(again.headers['etag'], tag)
      }
      const other = { 'if-none-match': '"other"' }
      assert.equal((await service.app.inject({ url, headers: other })).statusCode, 200)
    }
  })

  test('stay for good at the address of their version', async () => {
    for (const { path } of [releases.api, releases.frame]) {
      const reply = await service.app.inject(path)
      assert.match(String(reply.headers['cache-control']), /immutable/)
    }
    for (const url of ['/1/0000000000000000/api.js', `${releases.frame.path}x`, '/1/drafts/api.js'])
      assert.equal((await service.app.inject(url)).json().error, 'unknown_address', url)
  })

  test('show the challenge in a document that may be framed by all and may do little', async () => {
    const { headers } = await service.app.inject(releases.frame.path)
    assert.equal(headers['content-type'], 'text/html; charset=utf-8')
    assert.equal(headers['access-control-allow-origin'], '*')
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin')
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['x-frame-options'], undefined)
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; connect-src 'self'; img-src 'self';/)
    assert.doesNotMatch(policy, /frame-ancestors|unsafe|data:|blob:|\*/)
  })

  test('let the document of a challenge run the one script in it, by its hash, and views of kinds', async () => {
    const { body, headers } = await service.app.inject(releases.frame.path)
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(body) ?? []
    const hash = createHash('sha256').update(script).digest('base64')
    const policy = String(headers['content-security-policy'])
    assert.equal(/script-src ([^;]*)/.exec(policy)?.[1], `'sha256-${hash}' 'self'`)
  })

  // Documents of builds before had their script beside them; an upgrade must not stop the pages that are open.
  test('let the document of an older build load its script from beside it', async () => {
    const page = '<!doctype html><script src="challenge.js" defer></script>'
    const older = openScriptsOnDisk(folder)
    const version = await older.put(new Map([['challenge.html', Buffer.from(page)]]))
    const { headers } = await service.app.inject(`/1/${version}/challenge.html`)
    assert.match(String(headers['content-security-policy']), /script-src 'self'/)
  })

  test('of an older build are served as long as they are what their version says', async () => {
    const older = openScriptsOnDisk(folder)
    const good = await older.put(new Map([['api.js', Buffer.from('"older"')]]))
    const bad = await older.put(new Map([['api.js', Buffer.from('"old"')]]))
    writeFileSync(join(folder, bad, 'api.js'), '"changed"')
    for (let times = 0; times < 2; times += 1) {
      const reply = await service.app.inject(`/1/${good}/api.js`)
      assert.deepEqual([reply.statusCode, reply.body], [200, '"older"'])
      assert.match(String(reply.headers['cache-control']), /immutable/)
      const refused = await service.app.inject(`/1/${bad}/api.js`)
      assert.deepEqual([refused.statusCode, refused.headers['cache-control']], [404, 'no-store'])
    }
  })

  test('are kept at the start, for the builds to come', async () => {
    const kept = openScriptsOnDisk(folder)
    assert.deepEqual([...((await kept.get(releases.api.version))?.keys() ?? [])], ['api.js'])
    const frame = await kept.get(releases.frame.version)
    assert.deepEqual([...(frame?.keys() ?? [])].toSorted(), ['challenge.html'])
  })
})
