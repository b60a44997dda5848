import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'

// Node does not strip types below node_modules, so a package needs JavaScript. Types are replaced by blanks,
// as Node does itself, so lines and columns in a stack trace match the source.

const typescriptTarget = /(\b(?:from|import)\s*\(?\s*|\bnew URL\(\s*)'([^'\n]+)\.ts'/g
const anyTarget = /['"`][^'"`\s]+\.ts['"`]/

/** Turns a TypeScript file of the server into JavaScript; throws if the result still names a TypeScript file. */
export function toJavaScript(path: string, source: string): string {
  const code = stripTypeScriptTypes(source).replace(typescriptTarget, "$1'$2.js'")
  const left = anyTarget.exec(code.replace(/^\s*(?:\/\/|\/?\*).*$/gm, ''))
  if (left) throw new Error(`${path} names ${left[0]} in a way that the build does not know`)
  return code
}

/** Writes the server as plain JavaScript with the files it reads; replaces the folder's content. */
export function buildServer(root: string, out: string): void {
  rmSync(out, { recursive: true, force: true })
  const from = join(root, 'src')
  const isOfServer = (path: string): boolean => !/^widget\/|\/suites\/|\.test\.ts$/.test(path)
  const files = globSync('**/*.*', { cwd: from }).filter(isOfServer)
  for (const path of files) {
    const target = join(out, path)
    mkdirSync(dirname(target), { recursive: true })
    if (!path.endsWith('.ts')) cpSync(join(from, path), target)
    else
      writeFileSync(
        target.replace(/\.ts$/, '.js'),
        toJavaScript(path, readFileSync(join(from, path), 'utf8')),
      )
  }
}
