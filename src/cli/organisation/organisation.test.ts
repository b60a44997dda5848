import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'
import { chooseCorpora } from '../../challenge/choose-corpora.ts'
import { kinds } from '../../kinds/kinds.ts'
import { corpus } from '../../store/suites/examples.contract.ts'

type Shown = { organisation_id: string; name: string }
type Named = { name: string; organisation: string; sitekey: string }

describe('organisations', () => {
  let terminal: FakeTerminal
  beforeEach(() => {
    terminal = fakeTerminal()
  })
  afterEach(() => terminal.close())

  const namesOf = async (): Promise<string[]> =>
    (await terminal.json<Shown[]>('organisation', 'list')).map(({ name }) => name)

  async function addCorpus(name: string, organisation: string): Promise<void> {
    const found = await terminal.store.organisations.findByName(organisation)
    assert.ok(found)
    await terminal.store.corpora.add({ ...corpus, name, organisation: found.id })
  }

  test('are added, renamed and removed, and the audit says who did it', async () => {
    await terminal.json('organisation', 'add', 'archive')
    assert.deepEqual(await namesOf(), ['archive', 'main'])
    assert.match(await terminal.refusal('organisation', 'add', 'archive'), /is .*already/)
    await terminal.json('site', 'add', 'Room', '--organisation', 'archive')
    const use = await terminal.refusal('organisation', 'remove', 'archive')
    assert.match(use, /“archive” still has sites, secrets or corpora/)
    await terminal.json('organisation', 'rename', 'archive', 'city')
    const [site] = await terminal.json<Named[]>('site', 'list')
    assert.equal(site?.organisation, 'city')
    await terminal.json('site', 'remove', site.sitekey)
    const [secret] = await terminal.store.secrets.list('main')
    assert.equal(secret, undefined)
    assert.match(await terminal.refusal('organisation', 'remove', 'main'), /cannot be removed/)
    const lines = await terminal.json<{ action: string; actor: string }[]>('audit')
    assert.ok(lines.some(({ action }) => action === 'organisation.rename'))
    assert.ok(lines.every(({ actor }) => actor === 'cli'))
  })

  // The organisation was made first, so a command that was refused afterwards left an empty one behind.
  test('are not made by a command that is refused', async () => {
    const site = await terminal.json<Named>('site', 'add', 'Room')
    const to = ['--organisation', 'archive']
    const refused = [
      ['site', 'add', 'Hall', '--corpus', 'deeds', ...to],
      ['site', 'set', site.sitekey, '--corpus', 'deeds', ...to],
      ['secret', 'add', 'Shop', '--site', site.sitekey, ...to],
      ['corpus', 'import', '/nowhere', '--corpus', 'deeds', ...to, '--licence', 'CC0-1.0'],
      [
        'corpus',
        'import',
        '/nowhere',
        '--corpus',
        'deeds',
        ...to,
        '--licence',
        'CC0-1.0',
        '--queue',
      ],
    ]
    for (const command of refused) await terminal.refusal(...command)
    assert.deepEqual(await namesOf(), ['main'])
    await terminal.json('site', 'set', site.sitekey, ...to)
    assert.deepEqual(await namesOf(), ['archive', 'main'])
  })

  test('see nothing of each other when the operator acts for one', async () => {
    await terminal.json('organisation', 'add', 'archive')
    const site = await terminal.json<Named>('site', 'add', 'Room', '--organisation', 'archive')
    await addCorpus('deeds', 'archive')
    const as = ['--organisation', 'main']
    assert.deepEqual(await terminal.json('site', 'list', ...as), [])
    assert.deepEqual(await terminal.json('secret', 'list', ...as), [])
    assert.deepEqual(await terminal.json('corpus', 'list', ...as), [])
    assert.match(await terminal.refusal('site', 'show', site.sitekey, ...as), /no site/)
    assert.match(await terminal.refusal('site', 'remove', site.sitekey, ...as), /no site/)
    assert.match(await terminal.refusal('corpus', 'show', 'deeds', ...as), /no corpus/)
    assert.match(
      await terminal.refusal('site', 'list', '--organisation', 'x'),
      /no organisation “x”/,
    )
    const shown = await terminal.json<Named>('corpus', 'show', 'deeds')
    assert.equal(shown.organisation, 'archive')
  })

  test('have corpora that no site of another may name or is served', async () => {
    await terminal.json('organisation', 'add', 'archive')
    await addCorpus('deeds', 'archive')
    assert.match(await terminal.refusal('site', 'add', 'Room', '--corpus', 'deeds'), /no corpus/)
    const into = ['--corpus', 'deeds', '--organisation', 'main']
    const terms = ['--licence', 'CC0-1.0', '--credit', 'City']
    const taken = await terminal.refusal('corpus', 'import', 'nothing', ...into, ...terms)
    assert.match(taken, /A corpus of another organisation is already called “deeds”/)
    const { sitekey } = await terminal.json<Named>('site', 'add', 'Room')
    const own = await terminal.json<Named>('site', 'add', 'Own', '--organisation', 'archive')
    const servedTo = async (key: string): Promise<string[]> => {
      const site = await terminal.store.sites.find(key)
      assert.ok(site)
      const { corpora } = terminal.store
      const context = { corpora, kinds, clock: terminal.now, random: randomBytes }
      const chosen = await chooseCorpora(context, site, ['fr'])
      return chosen.map(({ name }) => name)
    }
    assert.deepEqual(await servedTo(sitekey), [])
    assert.deepEqual(await servedTo(own.sitekey), ['deeds'])
  })
})
