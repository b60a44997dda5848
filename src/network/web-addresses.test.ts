import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import { isPublic } from './address.ts'
import { provideWeb } from './provide-web.ts'
import { makeFolderOnDisk, startServer, openWebFor, textAt } from '../../test/setup/web.ts'

function nobody(): Promise<never> {
  return Promise.reject(new Error('nothing is to be looked up'))
}

describe('an address into the operator’s own network', () => {
  const spellings = [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://0177.0.0.01/',
    'http://127.1/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://0/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://100.64.0.1/',
    'http://100.100.100.200/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xa9fea9fe/',
    'http://168.63.129.16/',
    'http://192.0.0.192/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:1::1]/',
    'http://[2001:db8::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[100::1]/',
    'http://[4000::1]/',
  ]
  for (const address of spellings)
    test(`is refused as ${address}`, async (t) => {
      const text = await textAt(openWebFor(t, [], { resolve: nobody }), address)
      assert.match(text, /^[0-9a-f.:]+ is not a public address(; a host of your own [^\n]+)?$/)
    })

  const names: readonly (readonly string[])[] = [
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['93.184.215.14', '10.0.0.1'],
    ['::ffff:10.0.0.1'],
    ['2606:2800:21f:cb07::1', 'fe80::1'],
  ]
  for (const addresses of names)
    test(`is refused behind a name that is at ${addresses.join(' and ')}`, async (t) => {
      const web = openWebFor(t, [], { resolve: async () => addresses })
      assert.match(
        await textAt(web, 'http://images.example.org/'),
        /^images\.example\.org is at \S+, not a public address/,
      )
    })

  const others = [
    ['file:///etc/passwd', /^file: addresses are not fetched/],
    ['ftp://example.org/', /^ftp: addresses are not fetched/],
    ['gopher://example.org/', /^gopher: addresses/],
    ['data:text/plain,x', /^data: addresses/],
    ['http://user:secret@example.org/', /^an address with a user name/],
    ['http://example.org:22/', /^port 22 is not fetched from unless allowed/],
    ['https://example.org:6379/', /^port 6379/],
    // The hint lacked the brackets, so the flag could not be read.
    ['http://[fd00::1]:8182/', /\(--allow-host \[fd00::1\]:8182\)$/],
    ['http://example.org.:8182/', /\(--allow-host example\.org:8182\)$/],
    ['manifest.json', /^it is not a whole web address$/],
    [`http://example.org/${'a'.repeat(5_000)}`, /^it is not a whole web address$/],
  ] as const
  for (const [address, sentence] of others)
    test(`is not fetched as ${address.slice(0, 40)}`, async (t) => {
      assert.match(await textAt(openWebFor(t, [], { resolve: nobody }), address), sentence)
    })

  test('is never public as an IPv4 address of a private range, in any IPv6 form', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    const forms = ['::', '::ffff:', '::ffff:0:', '64:ff9b::', '2002:']
    fc.assert(
      fc.property(fc.constantFrom(10, 127), octet, octet, octet, (a, b, c, d) => {
        const hex = [(a << 8) | b, (c << 8) | d].map((part) => part.toString(16)).join(':')
        for (const form of forms)
          assert.equal(isPublic(form === '2002:' ? `2002:${hex}::` : `${form}${hex}`), false)
        assert.equal(isPublic(`${a}.${b}.${c}.${d}`), false)
      }),
    )
    for (const one of ['93.184.215.14', '2606:2800:21f::1', '::ffff:93.184.215.14'])
      assert.equal(isPublic(one), true)
  })
})

describe('a redirect', () => {
  const targets = [
    ['http://169.254.169.254/latest/', /leads to http:\/\/169\.254.+: 169\.254\.169\.254 is not a/],
    ['file:///etc/passwd', /leads to file:\/\/\/etc\/passwd: file: addresses are not fetched/],
    ['http://[::ffff:10.0.0.1]/', /: ::ffff:a00:1 is not a public address/],
    ['http://2852039166/', /: 169\.254\.169\.254 is not a public address/],
    ['http://a:b@example.org/', /: an address with a user name/],
    ['http://127.0.0.1:1/', /: port 1 is not fetched from/],
  ] as const
  for (const [target, sentence] of targets)
    test(`to ${target} is refused`, async (t) => {
      const { host, url, asked } = await startServer(t, (_request, response) =>
        response.writeHead(302, { location: target }).end(),
      )
      const text = await textAt(openWebFor(t, [host], { resolve: nobody }), url('/'))
      assert.match(text, sentence)
      assert.doesNotMatch(text, /\n/)
      assert.equal(asked.length, 1)
    })

  test('is followed to a relative address, and five times at most', async (t) => {
    const { host, url } = await startServer(t, (request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) response.writeHead(301, { location: `./${left - 1}` }).end()
      else response.end('here')
    })
    assert.equal(await textAt(openWebFor(t, [host]), url('/5')), 'here')
    assert.match(await textAt(openWebFor(t, [host]), url('/6')), /leads on more than 5 times/)
  })
})

describe('a name', () => {
  test('is looked up once for a connection, which then uses that address only', async (t) => {
    const { host, asked } = await startServer(t, (_request, response) => response.end('own'))
    const port = host.split(':')[1]
    let looked = 0
    const resolve = async (): Promise<string[]> => {
      looked += 1
      return looked === 1 ? ['127.0.0.1'] : ['169.254.169.254']
    }
    const web = openWebFor(t, [`archive.test:${port}`], { resolve })
    const address = `http://archive.test:${port}/`
    assert.equal(await textAt(web, address), 'own')
    assert.deepEqual([looked, asked.length], [1, 1])
    const again = openWebFor(t, [`archive.test:${port}`], { resolve })
    assert.match(await textAt(again, address), /is at 169\.254\.169\.254, not a public address$/)
  })

  test('is allowed only with its port, and never at the addresses of cloud metadata', async (t) => {
    const resolve = async () => ['10.0.0.1']
    const web = openWebFor(t, ['archive.test:8443'], { resolve })
    assert.match(await textAt(web, 'http://archive.test/'), /not a public address/)
    assert.match(await textAt(web, 'http://archive.test:8080/'), /^port 8080/)
    for (const numeric of ['169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1', 'fd00:ec2::254']) {
      const other = openWebFor(t, ['archive.test'], { resolve: async () => [numeric] })
      assert.match(await textAt(other, 'http://archive.test/'), /not a public address$/, numeric)
    }
  })

  test('that is not a host is refused before anything is fetched', (t) => {
    const open = provideWeb({
      folder: makeFolderOnDisk(t),
      version: '0',
      delayMs: 0,
      clock: () => 0,
    })
    for (const given of ['', 'a b', 'http://x/', 'x/y', 'u@x', 'x:99999'])
      assert.ok('refused' in open([given], new AbortController().signal), given)
    for (const given of ['x', 'x:80', '[::1]:8080', '10.0.0.1'])
      assert.ok(!('refused' in open([given], new AbortController().signal)))
  })
})
