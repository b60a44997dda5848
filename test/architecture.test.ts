import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { kinds } from '../src/kinds/kinds.ts'
import { serviceMethods } from '../src/store/suites/scope-reasons.contract.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

/** Who may import whom. A room always sees itself; `packages` are the packages of the registry that it may use. */
const walls: Readonly<Record<string, { rooms: readonly string[]; packages: readonly string[] }>> = {
  model: { rooms: [], packages: [] },
  text: { rooms: ['model'], packages: ['csv-parse'] },
  kinds: { rooms: ['model', 'text'], packages: [] },
  challenge: { rooms: ['model', 'text', 'kinds'], packages: [] },
  defence: { rooms: ['model'], packages: ['argon2id'] },
  corpus: { rooms: ['model', 'text', 'kinds'], packages: ['saxes', 'parse5'] },
  labels: { rooms: ['model', 'text', 'kinds'], packages: [] },
  research: { rooms: ['model', 'text', 'labels'], packages: [] },
  jobs: {
    rooms: ['model', 'text', 'kinds', 'challenge', 'corpus', 'labels', 'manage'],
    packages: [],
  },
  network: { rooms: ['model'], packages: ['ipaddr.js', 'mmdb-lib'] },
  picture: { rooms: ['model'], packages: ['sharp'] },
  sound: { rooms: ['model'], packages: ['minimp3-wasm', 'opus-decoder'] },
  demo: { rooms: ['model'], packages: ['sharp', 'opentype.js'] },
  store: { rooms: ['model', 'text'], packages: ['better-sqlite3', 'pg', 'yauzl', 'tar-stream'] },
  wire: { rooms: [], packages: [] },
  http: {
    rooms: ['model', 'text', 'kinds', 'challenge', 'manage', 'wire'],
    packages: [
      'fastify',
      'fastify-type-provider-zod',
      'zod',
      'fast-jwt',
      '@fastify/cors',
      '@fastify/formbody',
    ],
  },
  manage: {
    rooms: ['model', 'text', 'kinds', 'challenge', 'corpus', 'labels'],
    packages: [],
  },
  cli: {
    rooms: [
      'manage',
      'model',
      'text',
      'kinds',
      'challenge',
      'corpus',
      'labels',
      'jobs',
      'research',
      'demo',
      'config.ts',
      'read-config.ts',
    ],
    packages: [],
  },
  widget: { rooms: ['wire'], packages: ['argon2id'] },
  'config.ts': { rooms: [], packages: [] },
  'read-config.ts': { rooms: ['model', 'config.ts'], packages: [] },
  'data-folder.ts': { rooms: [], packages: [] },
  'random.ts': { rooms: ['model'], packages: [] },
  'start.ts': { rooms: ['main.ts'], packages: [] },
  'provide.ts': {
    rooms: [
      'model',
      'store',
      'picture',
      'sound',
      'network',
      'config.ts',
      'data-folder.ts',
      'random.ts',
    ],
    packages: [],
  },
  'worker.ts': {
    rooms: ['kinds', 'jobs', 'cli', 'picture', 'read-config.ts', 'provide.ts'],
    packages: [],
  },
  'service.ts': {
    rooms: [
      'model',
      'challenge',
      'kinds',
      'defence',
      'labels',
      'jobs',
      'http',
      'cli',
      'store',
      'picture',
      'network',
      'provide.ts',
      'config.ts',
      'read-config.ts',
    ],
    packages: [],
  },
  'main.ts': {
    rooms: [
      'kinds',
      'http',
      'cli',
      'picture',
      'service.ts',
      'provide.ts',
      'config.ts',
      'data-folder.ts',
    ],
    packages: [],
  },
}

/** Rooms that do not run in Node. */
const withoutNode = new Set([
  'model',
  'text',
  'kinds',
  'wire',
  'widget',
  'challenge',
  'config.ts',
  'read-config.ts',
])

type Import = { file: string; target: string }

const importShapes = [
  /^\s*import\s+(?:type\s+)?[^'"()]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*export\s+(?:type\s+)?[^'"()]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)/g,
  /\brequire\s*\(\s*['"]([^'"]+)['"]\s*\)/g,
]

function importsOf(file: string, text: string): Import[] {
  return importShapes.flatMap((shape) =>
    [...text.matchAll(shape)].map(([, target = '']) => ({ file, target })),
  )
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function faultOf({ file, target }: Import): string | null {
  const room = roomOf(relative('src', file))
  const wall = walls[room]
  if (!wall) return `${file} is in no room of the table`
  if (target.startsWith('node:'))
    return withoutNode.has(room) ? `${file} imports ${target}, but ${room} does without Node` : null
  if (target.startsWith('.')) {
    const other = relative(join(root, 'src'), resolve(join(root, dirname(file)), target))
    if (other.startsWith('..')) return `${file} imports ${target} from outside src`
    const isAllowed = roomOf(other) === room || wall.rooms.includes(roomOf(other))
    return isAllowed ? null : `${file} imports ${other}, but ${room} may not see ${roomOf(other)}`
  }
  const name = target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
  return wall.packages.includes(name)
    ? null
    : `${file} imports the package ${name}, which ${room} may not`
}

const sources = globSync('src/**/*.ts', { cwd: root }).filter(
  (file) => !/\.(test|contract)\.ts$/.test(file),
)
function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

/** The files that are loaded with a file, through static imports of values. */
function loadedWith(file: string, readFile: (file: string) => string): Set<string> {
  const loaded = new Set<string>()
  const waiting = [file]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (loaded.has(next)) continue
    loaded.add(next)
    for (const [, target = ''] of readFile(next).matchAll(loadingShape))
      waiting.push(join(dirname(next), target))
  }
  return loaded
}

const loadingShape = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"()]*?\bfrom\s*)?['"](\.[^'"]+)['"]/gm

/** What only some commands need: each command's own modules, and what serves requests. */
const ofSome =
  /^src\/(?:service\.ts|http\/app\.ts|(?:research|challenge|labels|manage|corpus|demo)\/|cli\/\w+\/)/

function loadedEarly(loaded: ReadonlySet<string>): string[] {
  return [...loaded].filter((file) => ofSome.test(file))
}

describe('the walls between the rooms', () => {
  test('hold in every file', () => {
    assert.ok(sources.length > 50)
    const imports = sources.flatMap((file) => importsOf(file, read(file)))
    assert.ok(imports.length > 100)
    assert.deepEqual(imports.map(faultOf).filter(Boolean), [])
  })

  // An early version of this check missed bare imports, so it is tried with every form.
  test('are found broken by every form of import', () => {
    const forms = [
      "import { a } from '../store/sqlite.ts'",
      "import type { a } from '../store/sqlite.ts'",
      "import {\n  a,\n} from '../store/sqlite.ts'",
      "import '../store/sqlite.ts'",
      "await import('../store/sqlite.ts')",
      "export { a } from '../store/sqlite.ts'",
      "export * from '../store/sqlite.ts'",
      "const a = require('../store/sqlite.ts')",
      "import a from 'leftpad'",
      "import fs from 'node:fs'",
    ]
    for (const form of forms) {
      const [found] = importsOf('src/challenge/x.ts', form)
      assert.ok(found && faultOf(found), form)
    }
  })

  // Every command loaded all commands and the web server: 0.8 s of processor time for a list of sites.
  test('keep out of every start what only some commands need', () => {
    const loaded = loadedWith('src/start.ts', read)
    assert.ok(loaded.size > 50)
    assert.ok(loaded.has('src/cli/commands.ts'))
    assert.deepEqual(loadedEarly(loaded), [])
    const planted: Record<string, string> = {
      'src/start.ts': "import type { a } from './cli/a.ts'\nimport {\n  b,\n} from './cli/b.ts'",
      'src/cli/b.ts': "export { c } from '../research/c.ts'\nawait import('../research/d.ts')",
      'src/research/c.ts': '',
    }
    assert.deepEqual(loadedEarly(loadedWith('src/start.ts', (file) => planted[file] ?? '')), [
      'src/research/c.ts',
    ])
  })

  test('keep the bench and the red team outside: they use the service over HTTP only', () => {
    const files = globSync('{bench,redteam}/**/*.ts', { cwd: root })
    for (const name of ['bench/', 'redteam/'])
      assert.ok(files.filter((file) => file.startsWith(name)).length > 15)
    // What recognisers hear is drawn by the kinds themselves: it says nothing of the service, whose limits would bound it.
    const outside = files.filter((file) => !file.startsWith('bench/hearing'))
    for (const file of outside) assert.doesNotMatch(read(file), /from '(\.\.\/)+src\//, file)
  })
})

/** Cycles of imports, types included: each as the files on it. */
function circlesOf(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { file, target } of imports)
    if (target.startsWith('.'))
      targets.set(file, [...(targets.get(file) ?? []), join(dirname(file), target)])
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>()
    const waiting = [...(targets.get(from) ?? [])]
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (file === to) return true
      if (seen.has(file)) continue
      seen.add(file)
      waiting.push(...(targets.get(file) ?? []))
    }
    return false
  }
  const onCircle = [...targets.keys()].filter((file) => reaches(file, file))
  const groups = Map.groupBy(onCircle, (file) =>
    onCircle.filter((other) => reaches(file, other) && reaches(other, file)).join(' '),
  )
  return [...groups.values()]
}

describe('imports', () => {
  test('form no cycle, types included', () => {
    assert.ok(sources.length > 200)
    assert.deepEqual(circlesOf(sources.flatMap((file) => importsOf(file, read(file)))), [])
  })

  test('are found if they form a cycle', () => {
    const planted: Import[] = [
      { file: 'src/model/a.ts', target: './b.ts' },
      { file: 'src/model/b.ts', target: './c.ts' },
      { file: 'src/model/c.ts', target: './a.ts' },
      { file: 'src/model/d.ts', target: './a.ts' },
    ]
    const circle = ['src/model/a.ts', 'src/model/b.ts', 'src/model/c.ts']
    assert.deepEqual(circlesOf(planted), [circle])
  })
})

const linesMax = 300
const bannedNames = /(^|\/)(utils?|helpers?|manager|common|index)(\.|\/)/
const bannedText = [
  [/\bexport default\b/, 'a default export'],
  [/\b(TODO|FIXME|XXX)\b(?!\s*#\d)/, 'a note of unfinished work'],
  [/:\s*any\b|\bas any\b|<any>/, 'the type any'],
  [/\.innerHTML\b|\beval\(/, 'a way to run text'],
] as const

function textFaults(file: string, text: string): string[] {
  return [
    ...bannedText.filter(([shape]) => shape.test(text)).map(([, what]) => `${file} has ${what}`),
    ...(text.split('\n').length > linesMax ? [`${file} is over ${linesMax} lines`] : []),
    ...(bannedNames.test(file) ? [`${file} has a name that says nothing`] : []),
  ]
}

const exportShape =
  /^export (?:async )?(?:declare )?(?:function\*?|const|let|class|type|interface) (\w+)/gm

/** The names that more than one file exports, each with its files. */
function sharedNames(files: readonly string[], readFile: (file: string) => string): string[] {
  const homes = new Map<string, string[]>()
  for (const file of files)
    for (const [, name = ''] of readFile(file).matchAll(exportShape))
      homes.set(name, [...(homes.get(name) ?? []), file])
  return [...homes]
    .filter(([, found]) => found.length > 1)
    .map(([name, found]) => `${name} is exported by ${found.join(' and ')}`)
}

describe('the names that files export', () => {
  test('are distinct, so that each can be searched for', () => {
    const names = sources.flatMap((file) => [...read(file).matchAll(exportShape)])
    assert.ok(names.length > 1_000)
    // Each view in a script of its own is loaded by its path, and gives what it has under one name.
    const isView = (file: string): boolean => /^src\/widget\/kinds\/\w+\/entry\.ts$/.test(file)
    const imported = sources.filter((file) => !isView(file))
    assert.deepEqual(sharedNames(imported, read), [])
  })

  test('are found if two files export the same one, whatever it names', () => {
    const planted: Record<string, string> = {
      'a.ts': 'export type Planted = 1\nexport async function one() {}\nconst inner = 1',
      'b.ts': 'export const Planted = 2\nexport function one() {}\nconst inner = 2',
    }
    const found = sharedNames(['a.ts', 'b.ts'], (file) => planted[file] ?? '')
    assert.deepEqual(found, [
      'Planted is exported by a.ts and b.ts',
      'one is exported by a.ts and b.ts',
    ])
  })
})

/** The store calls in a text that take no organisation and are only for the service. */
function serviceCalls(text: string): string[] {
  return serviceMethods.filter((method) =>
    new RegExp(String.raw`\b${method.replace('.', String.raw`\.`)}\(`).test(text),
  )
}

describe('code that acts on behalf of an organisation', () => {
  // The demonstration is a service of its own, which knows its sites by their sitekeys.
  const demonstration = 'src/cli/service/demo.ts'
  const acting = sources.filter(
    (file) =>
      ['manage', 'cli', 'corpus'].includes(roomOf(relative('src', file))) && file !== demonstration,
  )

  test('calls no store method that takes no organisation and is only for the service', () => {
    assert.ok(acting.length > 150)
    const calls = acting.flatMap((file) => serviceCalls(read(file)).map((call) => [file, call]))
    assert.deepEqual(calls, [])
  })

  test('is found if it calls one', () => {
    assert.deepEqual(serviceCalls('await store.sites.find(sitekey)'), ['sites.find'])
    assert.deepEqual(serviceCalls('await store.sites.findOf(organisation, sitekey)'), [])
  })
})

describe('the habits of the house', () => {
  test('are followed in every file', () => {
    assert.deepEqual(
      sources.flatMap((file) => textFaults(file, read(file))),
      [],
    )
  })

  test('are reported if a file does not follow them', () => {
    const planted = [
      'export default 1',
      '// TODO later',
      'let a: any',
      'e.innerHTML = a',
      '\n'.repeat(301),
    ]
    for (const text of planted) assert.equal(textFaults('src/model/x.ts', text).length, 1, text)
    assert.equal(textFaults('src/model/utils.ts', '').length, 1)
  })

  test('have every SQL statement in the files of statements', () => {
    const sql = /\b(SELECT\s.+\sFROM|INSERT INTO|UPDATE\s\w+\sSET|DELETE FROM)\b/s
    const elsewhere = sources.filter(
      (file) =>
        !/^src\/store\/(sql|sqlite|postgres)\/[a-z-]*statements\.ts$/.test(file) &&
        sql.test(read(file)),
    )
    assert.deepEqual(elsewhere, [])
    assert.match(read('src/store/sql/site-statements.ts'), sql)
  })
})

const contractName = /ocapi|hcaptcha|captchan|turnstile/i

// Migrations are history, and a comment may say which contract a word comes from.
function namesContract(file: string, text: string): boolean {
  const isCore = /^src\/(model|text|kinds|challenge|defence|corpus|labels|store|jobs)\//.test(file)
  return isCore && contractName.test(text.replaceAll(/\/\*\*?[^]*?\*\/|\/\/.*/g, ''))
}

describe('the core', () => {
  test('names no contract', () => {
    assert.deepEqual(
      sources.filter((file) => namesContract(file, read(file))),
      [],
    )
    for (const text of [
      "const submission = { ...given, contract: 'hcaptcha' }",
      "readVerdict: `UPDATE answers SET reads = 1 WHERE contract = 'ocapi'`",
      'openOcapi(build)',
    ])
      assert.ok(namesContract('src/challenge/x.ts', text), text)
  })
})

/** The steps by which a visitor gets a pass, and the only lines that call each. */
const passSteps: readonly { step: string; shape: RegExp; lines: readonly string[] }[] = [
  {
    step: 'a verdict of pass',
    shape: /(?<![!=]==\s*)(['"`])pass\1(?!\s+in\b)/g,
    // The first judges work, of which there are no items. The third judges labels again for the engine; no visitor gets
    // the result.
    lines: [
      'src/challenge/answer-work.ts',
      'src/challenge/judge.ts',
      'src/store/sql/fair-labels.ts',
    ],
  },
  { step: 'a pass unasked', shape: /\basks: false\b/g, lines: ['src/defence/policy.ts'] },
  {
    step: 'a token for a pass',
    shape: /(?<!function )\bmakeToken\b(?![^}]*\} from)/g,
    lines: ['src/challenge/pass.ts'],
  },
  { step: 'a token kept', shape: /\bkind: (['"`])token\1/g, lines: ['src/challenge/token.ts'] },
]

// `model` and `wire` hold only types, and code in the browser gives no pass.
function passLines(files: ReadonlyMap<string, string>, shape: RegExp): string[] {
  return [...files].flatMap(([file, text]) =>
    /^src\/(model|wire|widget)\//.test(file) ? [] : [...text.matchAll(shape)].map(() => file),
  )
}

describe('a pass', () => {
  const files = new Map(sources.map((file) => [file, read(file)]))

  for (const { step, shape, lines } of passSteps)
    test(`needs ${step}, which no other line calls`, () => {
      assert.deepEqual(passLines(files, shape).toSorted(), lines)
    })

  test('is found if another line gives it', () => {
    const planted = [
      "return { verdict: 'pass', known }",
      "answer.verdict = 'pass'",
      'const verdict: Verdict = isRight ? "pass" : "fail"',
      'return { asks: false, score: 0, reasons: [] }',
      'return { token: await makeToken(context, sitekey, record) }',
      "import { makeToken } from '../challenge/token.ts'\nconst make = makeToken",
      "await tickets.put({ kind: 'token', id, body, expiresAtMs })",
    ]
    for (const text of planted) {
      const added = new Map([['src/http/api/planted.ts', text]])
      const found = passSteps.filter(({ shape }) => passLines(added, shape).length === 1)
      assert.equal(found.length, 1, text)
    }
    const reading =
      "if (verdict === 'pass' || 'pass' in met) import { makeToken } from './token.ts'"
    const added = new Map([['src/http/api/reading.ts', reading]])
    for (const { shape } of passSteps) assert.deepEqual(passLines(added, shape), [])
  })
})

/** A kind is named only in its own folder. */
const kindNames = [...kinds.keys()]

function namesAKind(file: string, text: string): boolean {
  const isOwn = (name: string): boolean =>
    file.startsWith(`src/kinds/${name}/`) || file.startsWith(`src/widget/kinds/${name}/`)
  return kindNames.some((name) => !isOwn(name) && new RegExp(`['"\`]${name}['"\`]`).test(text))
}

describe('the kinds of challenge', () => {
  // Older than the property to check instead; a migration that was applied is never changed.
  const old = /^src\/store\/sql\/migrations\/00(0\d|1[0-2])-/

  test('have a folder each, named after the kind', () => {
    const missing = kindNames.filter((name) => !existsSync(join(root, 'src/kinds', name)))
    assert.deepEqual(missing, [])
  })

  test('are compared by name nowhere outside their own folders, not in SQL either', () => {
    const files = [...sources, ...globSync('src/**/*.sql', { cwd: root })]
    assert.deepEqual(
      files.filter((file) => !old.test(file) && namesAKind(file, read(file))),
      // What a browser fetches for has the name of a kind by chance.
      ['src/http/fetch-metadata.ts'],
    )
  })

  test('are found if they are compared by name', () => {
    const planted = [
      ['src/labels/x.ts', "if (item.kind === 'transcription') return"],
      ['src/http/x.ts', 'const table = { "classification": 1 }'],
      ['src/store/sql/statements.ts', "`SELECT id FROM items WHERE kind = 'classification'`"],
      ['src/kinds/classification/x.ts', "if (kind === 'transcription') return"],
    ] as const
    for (const [file, text] of planted) assert.ok(namesAKind(file, text), file)
  })
})
