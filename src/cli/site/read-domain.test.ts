import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeTerminal } from '../../../test/setup/terminal.ts'

test('a site is refused an invalid domain, with what to write instead', async (t) => {
  const terminal = fakeTerminal()
  t.after(() => terminal.close())
  const table = {
    '*': /“\*” is not a domain\. Leave --domain out if/,
    '': /“” is not a domain\. Leave --domain out if/,
    '*.example.org': /Write example\.org, which includes all names below it/,
    '.example.org': /Write example\.org, which includes/,
    'https://www.example.org/form?a=b': /Write www\.example\.org without scheme, port or path/,
    'http://example.org:8080': /Write example\.org without/,
    '//example.org': /Write example\.org without/,
    'example.org:8080': /Write example\.org without/,
    'example.org/form': /Write example\.org without/,
    'https://': /Write www\.example\.org without/,
    'a b.example': /“a b\.example” is not a host name, such as www\.example\.org/,
    'exa_mple.org': /is not a host name/,
    'user@example.org': /is not a host name/,
    '-a.example': /is not a host name/,
    'a..example': /is not a host name/,
    '[::1]': /is not a host name/,
    // “fe80” was suggested instead.
    'fe80::1': /“fe80::1” is not a host name, such as www\.example\.org\.$/,
    '2001:db8::1/64': /is not a host name, such as www\.example\.org\.$/,
    '[fe80::1%eth0]:80': /is not a host name, such as www\.example\.org\.$/,
    // It was silently read as 10.0.0.1.
    '10.1': /is not a host name/,
    [`${'a'.repeat(64)}.example`]: /is not a host name/,
  }
  for (const [domain, sentence] of Object.entries(table))
    assert.match(await terminal.refusal('site', 'add', 'Room', `--domain=${domain}`), sentence)
  assert.deepEqual(await terminal.store.sites.list('main'), [])
  assert.deepEqual(await terminal.store.secrets.listWholeAudit(1), [])
})
