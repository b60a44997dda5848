import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const compiler = join(root, 'node_modules/.bin/tsc')

const page = `
  const id = hcaptcha.render('box', { sitekey: 'a', theme: 'dark' })
  const token: string = window.hcaptcha.getResponse(id)
  console.log(token)
`
const options = {
  compilerOptions: { strict: true, noEmit: true, types: ['incipit-types'], lib: ['es2022', 'dom'] },
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(join(root, file), 'utf8')) as { version: string }).version
}

// The types lay in the checkout alone: a page in TypeScript had to copy the file.
describe('the package of types', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'incipit-'))
    execFileSync('npm', ['pack', join(root, 'types'), '--pack-destination', folder], {
      stdio: 'pipe',
    })
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
    const tarball = join(folder, `incipit-types-${versionIn('types/package.json')}.tgz`)
    execFileSync('npm', ['install', '--save-dev', tarball], { cwd: folder, stdio: 'pipe' })
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  })
  after(() => rmSync(folder, { recursive: true }))

  const compile = (text: string): string => {
    writeFileSync(join(folder, 'page.ts'), text)
    try {
      return execFileSync(compiler, ['-p', folder], { encoding: 'utf8' })
    } catch (cause) {
      return String((cause as { stdout?: string }).stdout)
    }
  }

  test('has the version of the program', () => {
    assert.equal(versionIn('types/package.json'), versionIn('package.json'))
  })

  test('declares the object of a page once it is installed', () => {
    assert.equal(compile(page), '')
  })

  test('finds a mistake in a page', () => {
    assert.match(compile(page.replace("'dark'", '7')), /page\.ts.*not assignable/)
  })
})
