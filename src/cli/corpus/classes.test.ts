import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { fillStore } from '../../../test/setup/service.ts'
import { fakeTerminal, type FakeTerminal } from '../../../test/setup/terminal.ts'

type Shown = {
  corpus: string
  classes: { class: string; known: number; names: Record<string, string> }[]
  changed: number
}

let terminal: FakeTerminal
beforeEach(async () => {
  terminal = fakeTerminal()
  const { store, now: clock } = terminal
  await fillStore(store, { clock, random: randomBytes })
})
afterEach(() => terminal.close())

const command = ['corpus', 'classes', 'classification'] as const

function classes(...flags: string[]): Promise<Shown> {
  return terminal.json<Shown>(...command, ...flags)
}

async function namesOf(ofClass: string): Promise<Record<string, string> | undefined> {
  return (await classes()).classes.find((one) => one.class === ofClass)?.names
}

function fileOf(...lines: string[]): string {
  const path = join(terminal.dataDir, 'names.csv')
  writeFileSync(path, ['class,language,name', ...lines].join('\n'))
  return path
}

async function linesOfAudit(): Promise<string[]> {
  const lines = await terminal.store.secrets.listWholeAudit(20)
  return lines
    .filter(({ action }) => action === 'corpus.classes')
    .map(({ subject, detail }) => `${subject}: ${detail}`)
}

describe('corpus classes', () => {
  test('lists the classes of a corpus with the known pictures of each, and changes nothing', async () => {
    assert.deepEqual(await classes(), {
      corpus: 'classification',
      classes: [
        { class: 'pears', known: 16, names: {} },
        { class: 'plums', known: 16, names: {} },
      ],
      changed: 0,
    })
    assert.deepEqual(await linesOfAudit(), [])
  })

  test('gives a class a name in a language and replaces it, and the audit records both', async () => {
    const one = ['--class', 'plums', '--language', 'DE_at', '--name'] as const
    assert.equal((await classes(...one, ' Zwetschken\u202e ')).changed, 1)
    assert.deepEqual(await namesOf('plums'), { 'de-AT': 'Zwetschken' })
    assert.equal((await classes(...one, 'Zwetschken')).changed, 0)
    const again = await classes(...one, 'Zwetschgen')
    assert.deepEqual(again.classes[1]?.names, { 'de-AT': 'Zwetschgen' })
    assert.deepEqual((await linesOfAudit()).toSorted(), [
      'classification: plums de-AT: Zwetschgen',
      'classification: plums de-AT: Zwetschken',
    ])
    const { out } = await terminal.run(...command)
    assert.match(out, /^pears {2}\(16 known\)\nplums {2}\(16 known\)\n {2}de-AT +Zwetschgen\n$/)
  })

  test('takes the names of a file, all or none', async () => {
    const good = ['plums,de,Pflaumen', 'pears,de,Birnen', 'plums,fr,des prunes']
    assert.equal((await classes('--file', fileOf(...good))).changed, 3)
    assert.deepEqual(await namesOf('plums'), { de: 'Pflaumen', fr: 'des prunes' })
    const bad = fileOf('pears,fr,des poires', 'quinces,fr,des coings')
    assert.match(await terminal.refusal(...command, '--file', bad), /has no class “quinces”/)
    const broken = await terminal.refusal(...command, '--file', fileOf('pears,fr'))
    assert.match(broken, /names\.csv: line 2 is not a class, a language and a name\.$/)
    assert.match(await terminal.refusal(...command, '--file', '/nowhere.csv'), /does not exist/)
    assert.deepEqual(await namesOf('pears'), { de: 'Birnen' })
  })

  test('takes names away, in one language or in all', async () => {
    await classes('--file', fileOf('plums,de,P', 'plums,fr,p', 'plums,es,c', 'pears,de,B'))
    assert.equal((await classes('--remove', '--class', 'plums', '--language', 'fr')).changed, 1)
    assert.deepEqual(await namesOf('plums'), { de: 'P', es: 'c' })
    assert.equal((await classes('--remove', '--class', 'plums')).changed, 2)
    assert.deepEqual([await namesOf('plums'), await namesOf('pears')], [{}, { de: 'B' }])
    const refusal = await terminal.refusal(...command, '--remove', '--class', 'plums')
    assert.equal(refusal, '“plums” has no name.')
  })

  const one = (ofClass: string, language: string, name: string): string[] => [
    '--class',
    ofClass,
    '--language',
    language,
    '--name',
    name,
  ]
  const refusals: readonly (readonly [flags: string[], sentence: RegExp])[] = [
    [one('quinces', 'de', 'Quitten'), /“classification” has no class “quinces”; .*“pears”/],
    [one('plums', 'xx', 'x'), /“xx” is not a language tag/],
    [one('plums', 'german', 'x'), /“german” is not a language tag/],
    [one('plums', 'und', 'x'), /“und” is not a language tag/],
    [one('plums', 'de', ' '), /must have 1 to 100 characters/],
    [one('plums', 'de', 'x'.repeat(101)), /must have 1 to 100 characters/],
    [['--class', 'plums', '--name', 'x'], /give --class, --language and --name/],
    [['--remove'], /--remove needs --class/],
    [['--remove', '--class', 'plums', '--language', '?'], /“\?” is not a language tag/],
    [['--file', 'x.csv', '--class', 'plums'], /--file cannot be combined/],
  ]
  test('refuses invalid names, and changes nothing', async () => {
    for (const [flags, sentence] of refusals)
      assert.match(await terminal.refusal(...command, ...flags), sentence)
    const many = Array.from({ length: 201 }, (_, n) => `plums,q${letters(n)},x`)
    const refusal = await terminal.refusal(...command, '--file', fileOf(...many))
    assert.match(refusal, /at most 200 languages/)
    assert.deepEqual(await linesOfAudit(), [])
  })

  test('is refused for a corpus without classes, and for one of another organisation', async () => {
    assert.match(await terminal.refusal('corpus', 'classes', 'transcription'), /no classes/)
    assert.match(await terminal.refusal('corpus', 'classes', 'wills'), /no corpus “wills”/)
  })
})

/** Two letters for a number below 676. */
function letters(n: number): string {
  return String.fromCodePoint(97 + Math.floor(n / 26), 97 + (n % 26))
}
