import { writeFileSync } from 'node:fs'
import { engines } from './engines.ts'
import { answered, explained, isExplained } from './explained.ts'
import type { Finding } from './finding.ts'

const path = new URL('../../docs/contributor/accessibility-table.md', import.meta.url)

/** What all engines say of a state in one look. */
export type Judged = { state: string; look: string; findings: readonly Finding[] }

/** Writes the table of engines and states, of a run in all looks. */
export function writeTable(states: readonly string[], judged: readonly Judged[]): void {
  const looks = new Set(judged.map(({ look }) => look))
  const text = [
    '# What three engines say of every state of the widget',
    '',
    `Faults in each [state](../site/accessibility.md#the-audit-kit), by a whole run: the sum over ${looks.size} looks (${[...looks].join('; ')}), each together with its frames. What is explained is no fault: \`test/judges/explained.ts\` says why.`,
    '',
    '| state | looks | axe | IBM Equal Access | Siteimprove Alfa |',
    '| --- | --- | --- | --- | --- |',
    ...states.map((state) => rowOf(state, judged)),
    '',
    'What is explained:',
    '',
    '| engine and rule | because |',
    '| --- | --- |',
    ...explained.map(({ engine, rule, because }) => `| ${engine} ${rule} | ${because} |`),
    '',
    'What engines leave to a person, and what a person found:',
    '',
    '| engine and rule | answer |',
    '| --- | --- |',
    ...Object.entries(answered).map(([rule, answer]) => `| ${rule} | ${answer} |`),
    '',
  ]
  writeFileSync(path, text.join('\n'))
}

function rowOf(state: string, judged: readonly Judged[]): string {
  const own = judged.filter((one) => one.state === state)
  const faults = own.flatMap(({ findings }) => findings.filter(({ is }) => is === 'fault'))
  const counts = Object.keys(engines).map((name) => {
    const all = faults.filter(({ engine }) => engine === name)
    const rest = all.filter((fault) => !isExplained(fault)).length
    return all.length === rest ? String(rest) : `${rest} (${all.length - rest} explained)`
  })
  return `| ${[state, own.length, ...counts].join(' | ')} |`
}
