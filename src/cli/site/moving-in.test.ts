import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

type Added = Record<string, unknown> & { sitekey: string; secret: string | null; secret_id: string }

const sitekey = '6LcR_okUAAAAAPYrPe-HK_0RULO1aZM15ENyM-Mf'
const secret = 'ES_c4ca4238a0b923820dcc509a6f75849b'
const privateId = 'Qm9ueSBNIGlzIG5vdCBhIHNlY3JldCBidXQgdGhpcyBpcw'

let terminal: FakeTerminal
beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

function write(...lines: string[]): string {
  const path = join(terminal.dataDir, 'sites.csv')
  writeFileSync(path, lines.join('\n'))
  return path
}
function find(text: string) {
  return terminal.store.secrets.find(createHash('sha256').update(text).digest('hex'))
}
async function listAudit(): Promise<string[]> {
  return (await terminal.store.secrets.listWholeAudit(100)).map(({ detail }) => detail)
}

// A site had to change its keys in every page and server, so "change one host name and nothing else" was untrue.
describe('a site that comes from another service', () => {
  test('keeps its sitekey, its secret and its private id, and the audit says so', async () => {
    const keys = ['--sitekey', sitekey, '--secret', secret, '--private-id', privateId]
    const added = await terminal.json<Added>('site', 'add', 'Room', ...keys)
    assert.deepEqual([added.sitekey, added.secret], [sitekey, null])
    const site = await terminal.store.sites.find(sitekey)
    assert.equal(site?.privateId, privateId)
    assert.deepEqual((await find(secret))?.sitekeys, [sitekey])
    assert.deepEqual(await listAudit(), [
      `Room; secret ${added.secret_id}; brought along: sitekey, secret, private id`,
    ])
  })

  test('has one id for both contracts', async () => {
    const { sitekey: id } = await terminal.json<Added>(
      'site',
      'add',
      'Room',
      '--client-id',
      'aPublicID',
    )
    assert.equal(id, 'aPublicID')
    const both = ['--sitekey', sitekey, '--client-id', 'other-id']
    assert.match(await terminal.refusal('site', 'add', 'Room', ...both), /one id of a site/)
  })

  test('is refused with keys that do not fit, are known to everybody, or could be guessed', async () => {
    const table = [
      ['--sitekey', 'a/b', /4 to 100 letters/],
      ['--sitekey', 'abc', /4 to 100 letters/],
      ['--sitekey', '10000000-ffff-ffff-ffff-000000000001', /everybody knows/],
      ['--sitekey', '00000000-0000-4000-8000-000000000001', /everybody knows/],
      ['--sitekey', '1x00000000000000000000AA', /everybody knows/],
      ['--secret', 'someSecretKey', /20 to 500/],
      ['--secret', 'with a blank in the middle of it', /20 to 500/],
      ['--secret', '0x0000000000000000000000000000000000000000', /everybody knows/],
      ['--secret', '6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe', /everybody knows/],
      ['--secret', '12345678901234567890', /could be guessed/],
      ['--secret', 'aaaaaaaabbbbbbbbccccccccdddddddd', /could be guessed/],
      ['--private-id', 'somePrivateId123', /20 to 500/],
      ['--secret', 'password1234567890abc', /words, rows of signs, .*openssl rand -hex 32/],
      ['--private-id', 'correct-horse-battery-staple', /words, rows of signs/],
      ['--private-id', 'abababababcdcdcdcdcd', /could be guessed/],
    ] as const
    for (const [flag, key, sentence] of table)
      assert.match(await terminal.refusal('site', 'add', 'Room', flag, key), sentence, key)
    const same = ['--secret', secret, '--private-id', secret]
    assert.match(await terminal.refusal('site', 'add', 'Room', ...same), /must not be the secret/)
    assert.deepEqual(await terminal.store.sites.list('main'), [])
    assert.deepEqual(await listAudit(), [])
  })

  test('does not take the sitekey of another, nor the secret of another organisation', async () => {
    await terminal.run('site', 'add', 'Room', '--sitekey', sitekey, '--secret', secret)
    assert.match(await terminal.refusal('site', 'add', 'B', '--sitekey', sitekey), /already/)
    const other = ['--organisation', 'other', '--secret', secret]
    assert.match(await terminal.refusal('site', 'add', 'B', ...other), /another organisation/)
    assert.equal(await terminal.store.organisations.findByName('other'), null)
  })

  // Whoever held the one site's secret could have signed requests for the state of the other's challenges.
  test('does not take a key that another site has as its secret or private id', async () => {
    await terminal.run('site', 'add', 'A', '--secret', secret, '--private-id', privateId)
    for (const keys of [
      ['--private-id', secret],
      ['--private-id', privateId],
      ['--secret', privateId],
      ['--organisation', 'other', '--private-id', secret],
    ])
      assert.match(await terminal.refusal('site', 'add', 'B', ...keys), /of another site/)
    assert.equal((await terminal.store.sites.list('main')).length, 1)
    assert.equal(await terminal.store.organisations.findByName('other'), null)
  })

  test('prints its tags with the real integrity and the base address', async () => {
    const { out } = await terminal.run('site', 'add', 'Room', '--sitekey', sitekey)
    assert.match(out, /base address +https:\/\/captcha\.example\/v2/)
    assert.match(
      out,
      /<script src="https:\/\/captcha\.example\/ocapi\/0\.4\.2\/ocapi-0\.4\.2\.js" integrity="sha384-\S+" crossorigin="anonymous" defer><\/script>/,
    )
    const own = ['--address', 'https://www.example.org/captcha/']
    const { out: printed } = await terminal.run('site', 'add', 'Room', ...own)
    assert.match(printed, /data-ocapi-base-url="https:\/\/www\.example\.org\/captcha\/v2"/)
    assert.doesNotMatch(printed, /captcha\.example/)
    assert.match(await terminal.refusal('site', 'add', 'B', '--address', 'x'), /--address/)
  })
})

describe('a file of sites', () => {
  test('brings many sites, with one secret for several', async () => {
    const path = write(
      'name,organisation,sitekey,secret,client_id,private_id,domains,mode',
      `One,archive,${sitekey},${secret},,,example.org www.example.com,passive`,
      '',
      `Two,archive,second-key,${secret},,,,`,
      `Three,,,,aPublicID,${privateId},,`,
    )
    const sites = await terminal.json<Added[]>('site', 'import', path)
    assert.deepEqual(
      sites.map(({ name, organisation, sitekey: key, secret: shown, mode }) => [
        name,
        organisation,
        key,
        shown === null,
        mode,
      ]),
      [
        ['One', 'archive', sitekey, true, 'passive'],
        ['Two', 'archive', 'second-key', true, 'always'],
        ['Three', 'main', 'aPublicID', false, 'always'],
      ],
    )
    assert.deepEqual(sites[0]?.['domains'], ['example.org', 'www.example.com'])
    assert.deepEqual((await find(secret))?.sitekeys, [sitekey, 'second-key'])
    assert.equal((await listAudit()).filter((detail) => detail.includes('brought along')).length, 3)
    const more = await terminal.json<Added[]>(
      'site',
      'import',
      write('name,organisation,secret', `Four,archive,${secret}`),
    )
    assert.equal((await find(secret))?.sitekeys.at(-1), more[0]?.sitekey)
  })

  test('with a fault in any line brings nothing, and every fault is named by its line', async () => {
    const path = write(
      'name;sitekey;secret;mode;domains',
      'One;first-key;;always;example.org',
      'Two;first-key;;;',
      'Three;bad/key;;;',
      'Four;;short;;',
      ';;;;example.org',
      'Six;;;;https://example.org/x',
    )
    const sentence = await terminal.refusal('site', 'import', path)
    const lines = sentence.split('\n').slice(1)
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['line 3', 'line 4', 'line 5', 'line 6', 'line 7'],
    )
    assert.match(sentence, /nothing of it/)
    assert.deepEqual(await terminal.store.sites.list('main'), [])
    assert.deepEqual(await listAudit(), [])
  })

  // One line with too many cells hid what was wrong with all others, and each line told its first fault only.
  test('names every fault of every line at once', async () => {
    const path = write(
      'name,sitekey,client_id,secret,private_id,domains,corpora,mode,score,privacy_url',
      'One,a/b,,short,password1234567890abc,https://x.org/y *,Nowhere;Never,sometimes,maybe,ftp://x',
      'Two,,,,,,,,,,one more',
      'Three,same-key,,,,,,,,',
      'Four,same-key,other-key,,,,,,,',
      `Five,,,${secret},,,,,,`,
      `Six,,,,${secret},,,,,`,
      ',x,,,,,,,,',
    )
    const lines = (await terminal.refusal('site', 'import', path)).split('\n').slice(1)
    const found = lines.map((line) => Number(/^line (\d+): /.exec(line)?.[1]))
    assert.deepEqual(found, [...Array<number>(10).fill(2), 3, 5, 5, 7, 8, 8])
    for (const words of [/“x\.org”|x\.org/, /“\*”/, /“Nowhere”/, /“Never”/, /--mode/, /--score/])
      assert.ok(
        lines.some((line) => line.startsWith('line 2: ') && words.test(line)),
        `${words}`,
      )
    assert.match(
      lines.find((line) => line.startsWith('line 7'))!,
      /of another site/,
    )
    assert.deepEqual(await terminal.store.sites.list('main'), [])
  })

  test('with very many faults names the first hundred, and says how many more', async () => {
    const rows = Array.from({ length: 150 }, (_, n) => `Site ${n},bad/key`)
    const sentence = await terminal.refusal('site', 'import', write('name,sitekey', ...rows))
    const lines = sentence.split('\n').slice(1)
    assert.deepEqual([lines.length, lines.at(-1)], [101, 'and 50 more.'])
  })

  test('that is not such a table says what is wrong', async () => {
    const refused: [string[], RegExp][] = [
      [['sitekey,secret', 'a,b'], /no column “name”/],
      [['name,password', 'a,b'], /“password” is no column/],
      [['name,mode', 'a,sometimes'], /line 2: --mode must be one of/],
      [['name,mode', 'a,always,more'], /line 2: it has more cells/],
      [['name,mode'], /holds no sites/],
      [['name,sitekey,client_id', 'a,one-key,other-key'], /line 2: .*one id of a site/],
    ]
    for (const [lines, sentence] of refused)
      assert.match(await terminal.refusal('site', 'import', write(...lines)), sentence)
    assert.match(await terminal.refusal('site', 'import', '/nowhere.csv'), /nowhere/)
  })
})
