import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { defaultTextPolicy } from '../../model/corpus.ts'
import { stopRulesOf } from '../../../test/setup/stop-rules.ts'

type Facts = Record<string, unknown> & { sitekey: string }
type Added = Facts & { secret: string; secret_id: string }

const hourMs = 3_600_000
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

let terminal: FakeTerminal
beforeEach(() => {
  terminal = fakeTerminal()
})
afterEach(() => terminal.close())

function add(...argv: string[]): Promise<Added> {
  return terminal.json('site', 'add', 'Room', ...argv)
}
function show(sitekey: string): Promise<Facts> {
  return terminal.json('site', 'show', sitekey)
}
async function isActive(secret: string): Promise<boolean> {
  const kept = await terminal.store.secrets.find(sha256(secret))
  return kept !== null && (kept.expiresAtMs ?? Infinity) > terminal.now()
}
async function auditOf(): Promise<[string, string][]> {
  return (await terminal.store.secrets.listWholeAudit(100)).map(({ action, subject }) => [
    action,
    subject,
  ])
}

describe('a site', () => {
  test('is added as its owner says, with a secret that is kept as a hash', async () => {
    const where = [
      '--domain',
      'Example.ORG',
      '--domain',
      'b.example.',
      '--localhost',
      'false',
      '--null-origin',
      'true',
    ]
    const how = ['--mode', 'passive', '--difficulty', 'moderate']
    const check = ['--remoteip', 'required', '--score', 'true']
    const site = await add('--organisation', 'archive', ...where, ...how, ...check)
    const { sitekey, secret, secret_id: id, private_id: privateId, created_at: at, ...facts } = site
    assert.deepEqual(facts, {
      client_id: sitekey,
      name: 'Room',
      organisation: 'archive',
      domains: ['example.org', 'b.example'],
      localhost: false,
      null_origin: true,
      corpora: [],
      mode: 'passive',
      difficulty: 'moderate',
      remoteip: 'required',
      score: true,
      default_way: 'eye',
      neither: true,
      privacy_text: '',
      privacy_url: '',
    })
    assert.equal(at, '2026-01-01T00:00:00.000Z')
    assert.match(secret, /^ES_[0-9a-f]{32}$/)
    assert.deepEqual(await terminal.store.secrets.find(sha256(secret)), {
      id,
      name: 'Room',
      organisation: (await terminal.store.organisations.findByName('archive'))?.id,
      sha256: sha256(secret),
      sitekeys: [sitekey],
      createdAtMs: terminal.now(),
      expiresAtMs: null,
    })
    const kept = { sitekey, created_at: at, ...facts, private_id: privateId, secrets: [id] }
    Object.assign(kept, { passes: [] })
    assert.deepEqual(await show(sitekey), kept)
  })

  test('is added with the defaults if its owner gives no properties', async () => {
    const site = await add()
    const { organisation, domains, localhost, mode, difficulty, remoteip, score } = site
    assert.deepEqual(
      [organisation, domains, localhost, mode, difficulty, remoteip, score],
      ['main', [], true, 'always', 'auto', 'optional', false],
    )
  })

  test('keeps its domains in ASCII and each once', async () => {
    const names = [
      'Müller.example',
      'xn--mller-kva.example',
      'пример.испытание',
      'intranet',
      '10.0.0.1',
    ]
    const { domains } = await add(...names.flatMap((name) => ['--domain', name]))
    assert.deepEqual(domains, [
      'xn--mller-kva.example',
      'xn--e1afmkfd.xn--80akhbyknj4f',
      'intranet',
      '10.0.0.1',
    ])
  })

  test('is refused an unknown property value, with the possible ones', async () => {
    const { sitekey } = await add()
    const table = [
      ['--mode', 'never', /--mode must be one of always, passive, invisible, not “never”/],
      ['--difficulty', '9', /--difficulty must be one of auto, easy, moderate, difficult/],
      ['--localhost', 'yes', /--localhost must be one of true, false/],
      ['--remoteip', 'true', /--remoteip must be one of required, optional/],
      ['--score', '', /--score must be one of true, false/],
      ['--organisation', ' ', /An organisation must have a name/],
      ['--organisation', 'x'.repeat(201), /An organisation must have a name/],
      ['--corpus', 'nowhere', /There is no corpus “nowhere”/],
      ['--corpus', 'demo-words', /“demo-words” belongs to the demonstration/],
    ] as const
    for (const [flag, value, sentence] of table) {
      assert.match(await terminal.refusal('site', 'add', 'Room', flag, value), sentence)
      assert.match(await terminal.refusal('site', 'set', sitekey, flag, value), sentence)
    }
    const many = Array.from({ length: 101 }, (_, n) => ['--domain', `a${n}.example`]).flat()
    assert.match(await terminal.refusal('site', 'add', 'Room', ...many), /at most 100 domains/)
  })

  // An owner whose site let everybody through unasked was not warned, and had no score to check.
  test('that asks nobody reports a score, and its owner is warned', async () => {
    const { sitekey } = await add('--mode', 'invisible')
    assert.equal((await show(sitekey))['score'], true)
    const { out } = await terminal.run('site', 'set', sitekey, '--score', 'false')
    assert.match(
      out,
      /^Warning: in this mode everybody passes without a challenge\. Turn the score on/,
    )
    const added = await terminal.run('site', 'add', 'Two', '--mode', 'passive')
    assert.match(added.out, /^Warning: in this mode the first/)
  })

  test('is changed in what is given and in nothing else', async () => {
    const { corpora } = terminal.store
    await corpora.add({
      name: 'letters',
      organisation: 'main',
      kind: 'transcription',
      supply: 'paired',
      language: 'fr',
      script: 'Latn',
      direction: 'ltr',
      textPolicy: defaultTextPolicy,
      stopRules: stopRulesOf('transcription'),
      thanks: 'nothing',
      state: 'open',
      embargoUntilMs: null,
      createdAtMs: 0,
    })
    const { sitekey } = await add('--domain', 'a.example', '--mode', 'passive')
    const before = await show(sitekey)
    const set = (...argv: string[]): Promise<Facts> =>
      terminal.json('site', 'set', sitekey, ...argv)
    await set('--score', 'true', '--corpus', 'letters')
    assert.deepEqual(await show(sitekey), { ...before, score: true, corpora: ['letters'] })
    terminal.moveClock(1)
    await set('--any-domain', '--all-corpora', '--name', 'Hall', '--score', 'false')
    assert.deepEqual(await show(sitekey), { ...before, name: 'Hall', domains: [] })
    const [line] = await terminal.store.secrets.listWholeAudit(1)
    assert.deepEqual(
      [line?.action, line?.subject, line?.detail],
      [
        'site.set',
        sitekey,
        'name from Room to Hall; domains from a.example to (none named); corpora from letters to (none named); score from true to false',
      ],
    )
  })

  test('is not changed by a command that changes nothing or contradicts itself', async () => {
    const { sitekey } = await add('--domain', 'a.example')
    const set = (...argv: string[]): Promise<string> =>
      terminal.refusal('site', 'set', sitekey, ...argv)
    assert.match(await set(), /Give at least one property to change/)
    assert.match(await set('--any-domain', '--domain', 'b.example'), /either --domain or --any/)
    assert.match(await set('--all-corpora', '--corpus', 'x'), /either --corpus or --all-corpora/)
    assert.match(await set('--name', ' '), /A site must have a name/)
    assert.match(await terminal.refusal('site', 'set', 'nobody', '--score', 'true'), /no site/)
    assert.deepEqual(await auditOf(), [['site.add', sitekey]])
  })

  test('takes its own secrets to another organisation, but no shared one', async () => {
    const { sitekey, secret, secret_id: id } = await add()
    const second = await add()
    await terminal.json('secret', 'add', 'all')
    const both = ['--site', sitekey, '--site', second.sitekey]
    const { secret_id: shared } = await terminal.json<Added>('secret', 'add', 'both', ...both)
    const move = ['site', 'set', sitekey, '--organisation', 'archive']
    const sentence = await terminal.refusal(...move)
    assert.ok(sentence.includes(`The secret ${shared} is also valid for other sites of “main”`))
    await terminal.json('secret', 'assign', shared, '--site', second.sitekey)
    await terminal.json(...move)
    assert.deepEqual((await show(sitekey))['secrets'], [id])
    const archive = await terminal.store.organisations.findByName('archive')
    const kept = await terminal.store.secrets.find(sha256(secret))
    assert.equal(kept?.organisation, archive?.id)
    // The audit did not name the secrets that moved with the site.
    const lines = await terminal.store.secrets.listWholeAudit(100)
    assert.ok(lines.some(({ detail }) => detail.endsWith(`moves with it the secrets ${id}`)))
  })

  test('is listed with what its owner says, and shown with no secret but its private id', async () => {
    const { sitekey, secret, secret_id: id } = await add('--domain', 'a.example')
    const { out } = await terminal.run('site', 'list')
    assert.equal(out, `${sitekey}  Room  (main; always, auto; a.example)\n`)
    const shown = (await terminal.run('site', 'show', sitekey)).out
    assert.ok(shown.includes(id) && !shown.includes(secret) && !shown.includes(sha256(secret)))
  })

  test('that is removed ends the secrets of it alone and leaves the others', async () => {
    const { sitekey, secret, secret_id: id } = await add()
    const all = await terminal.json<Added>('secret', 'add', 'all')
    const removed = await terminal.json('site', 'remove', sitekey)
    assert.deepEqual(removed, { sitekey, removed: true, ended: [id] })
    assert.deepEqual([await isActive(secret), await isActive(all.secret)], [false, true])
    assert.match(await terminal.refusal('site', 'remove', sitekey), /There is no site/)
    const removals = (await auditOf()).filter(([action]) => action === 'site.remove')
    assert.deepEqual(removals, [['site.remove', sitekey]])
  })
})

describe('a rotation of the secret of a site', () => {
  test('gives a new secret, and the old one works on for a day', async () => {
    const { sitekey, secret, secret_id: id } = await add()
    const rotated = await terminal.json<Added & { ends: object[] }>(
      'site',
      'rotate-secret',
      sitekey,
    )
    assert.deepEqual(Object.keys(rotated).toSorted(), ['ends', 'secret', 'secret_id', 'sitekey'])
    assert.deepEqual(rotated.ends, [{ id, ends_at: '2026-01-02T00:00:00.000Z' }])
    assert.deepEqual((await show(sitekey))['secrets'], [rotated.secret_id, id].toSorted())
    terminal.moveClock(24 * hourMs - 1)
    assert.deepEqual([await isActive(secret), await isActive(rotated.secret)], [true, true])
    terminal.moveClock(1)
    assert.deepEqual([await isActive(secret), await isActive(rotated.secret)], [false, true])
    assert.deepEqual((await show(sitekey))['secrets'], [rotated.secret_id])
  })

  test('ends the old one at once if the grace period is zero', async () => {
    const { sitekey, secret } = await add()
    const argv = ['site', 'rotate-secret', sitekey, '--grace-hours', '0']
    const rotated = await terminal.json<Added>(...argv)
    assert.deepEqual([await isActive(secret), await isActive(rotated.secret)], [false, true])
  })

  test('replaces all secrets of this site alone, and neither shared ones nor those of all sites', async () => {
    const first = await add()
    const other = await add()
    const own = await terminal.json<Added>('secret', 'add', 'own', '--site', first.sitekey)
    const both = ['--site', first.sitekey, '--site', other.sitekey]
    const left = [
      await terminal.json<Added>('secret', 'add', 'shared', ...both),
      await terminal.json<Added>('secret', 'add', 'all'),
      other,
    ]
    const argv = ['site', 'rotate-secret', first.sitekey, '--grace-hours', '0']
    const { ends } = await terminal.json<{ ends: { id: string }[] }>(...argv)
    assert.deepEqual(
      ends.map(({ id }) => id).toSorted(),
      [first.secret_id, own.secret_id].toSorted(),
    )
    for (const { secret } of left) assert.ok(await isActive(secret))
  })

  test('does not make a secret that is ending already live longer', async () => {
    const { sitekey, secret_id: id } = await add()
    await terminal.json('site', 'rotate-secret', sitekey, '--grace-hours', '1')
    const argv = ['site', 'rotate-secret', sitekey, '--grace-hours', '720']
    const { ends } = await terminal.json<{ ends: { id: string; ends_at: string }[] }>(...argv)
    assert.equal(ends.find((end) => end.id === id)?.ends_at, '2026-01-01T01:00:00.000Z')
  })

  test('is possible at any time, but not while ten are valid', async () => {
    const { sitekey, secret_id: oldest } = await add()
    for (let n = 1; n < 10; n += 1) {
      terminal.moveClock(1)
      await terminal.json('site', 'rotate-secret', sitekey)
    }
    const sentence = await terminal.refusal('site', 'rotate-secret', sitekey)
    assert.match(sentence, /already has 10 valid secrets, which is the most it can have/)
    assert.ok(sentence.includes(`\`incipit secret end ${oldest}\``), sentence)
    await terminal.json('secret', 'end', oldest)
    await terminal.json('site', 'rotate-secret', sitekey)
    await terminal.json('site', 'rotate-secret', sitekey, '--grace-hours', '0')
    assert.equal(((await show(sitekey))['secrets'] as string[]).length, 1)
  })

  test('is refused what it cannot do', async () => {
    const { sitekey } = await add()
    const rotate = (...argv: string[]): Promise<string> =>
      terminal.refusal('site', 'rotate-secret', ...argv)
    assert.match(await rotate('nobody'), /There is no site/)
    for (const hours of ['721', 'x', '1.5', ''])
      assert.match(await rotate(sitekey, `--grace-hours=${hours}`), /from 0 to 720/)
    assert.match(await rotate(sitekey, '--days', '0'), /from 1 to 3650/)
    assert.deepEqual(await auditOf(), [['site.add', sitekey]])
  })
})
