import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeTerminal } from '../../../test/setup/terminal.ts'

test('a site is refused a domain that is none, with what to write instead', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const table = {
    '*': /“\*” is no domain; a site that names none may be used on any/,
    '': /“” is no domain; a site that names none/,
    '*.example.org': /write example\.org, it covers all names below it/,
    '.example.org': /write example\.org, it covers/,
    'https://www.example.org/form?a=b': /write www\.example\.org, without scheme, port or path/,
    'http://example.org:8080': /write example\.org, without/,
    '//example.org': /write example\.org, without/,
    'example.org:8080': /write example\.org, without/,
    'example.org/form': /write example\.org, without/,
    'https://': /write www\.example\.org, without/,
    'a b.example': /“a b\.example” is no host name, such as www\.example\.org/,
    'exa_mple.org': /is no host name/,
    'user@example.org': /is no host name/,
    '-a.example': /is no host name/,
    'a..example': /is no host name/,
    '[::1]': /is no host name/,
    // The way out that was offered was “fe80”.
    'fe80::1': /“fe80::1” is no host name, such as www\.example\.org\.$/,
    '2001:db8::1/64': /is no host name, such as www\.example\.org\.$/,
    '[fe80::1%eth0]:80': /is no host name, such as www\.example\.org\.$/,
    // It would silently have become 10.0.0.1.
    '10.1': /is no host name/,
    [`${'a'.repeat(64)}.example`]: /is no host name/,
  }
  for (const [domain, sentence] of Object.entries(table))
    assert.match(await terminal.refusal('site', 'add', 'Room', `--domain=${domain}`), sentence)
  assert.deepEqual(await terminal.store.sites.list('main'), [])
  assert.deepEqual(await terminal.store.secrets.listWholeAudit(1), [])
})
