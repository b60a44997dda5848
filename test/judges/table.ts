import { writeFileSync } from 'node:fs'
import { engines } from './engines.ts'
import { answered, explained, isExplained } from './explained.ts'
import type { Finding } from './finding.ts'

const path = new URL('../../docs/contributor/accessibility-table.md', import.meta.url)

/** What all engines say of a place in one look. */
export type Judged = { place: string; look: string; findings: readonly Finding[] }

/** Writes the table of engines, places and looks, of a run in all looks. */
export function writeTable(
  places: readonly string[],
  looks: readonly string[],
  judged: readonly Judged[],
): void {
  const text = [
    '# What three engines say of every state of the widget',
    '',
    'Faults by a whole run, each page together with its frames: axe · IBM Equal Access · Siteimprove Alfa. In brackets stands how many more there are of what is explained below, and so is no fault. The [states](../site/accessibility.md#the-audit-kit) come first, then the pages around the widget and those without JavaScript. `INCIPIT_ALL_LOOKS=1 npm run test:accessibility` writes this file.',
    '',
    rowOf(['state', ...looks]),
    rowOf(['---', ...looks.map(() => '---')]),
    ...places.map((place) =>
      rowOf([place, ...looks.map((look) => cellOf(judged.filter(isOf(place, look))))]),
    ),
    '',
    '## What the engines do not agree on',
    '',
    'Every fault that one engine names and the others do not, in how many of the cells above, and why it is none:',
    '',
    '| engine and rule | cells | because |',
    '| --- | --- | --- |',
    ...explained.map(({ engine, rule, because }) =>
      rowOf([`${engine} ${rule}`, String(cellsOf(judged, 'fault', engine, rule)), because]),
    ),
    '',
    '## What engines leave to a person',
    '',
    'Where an engine cannot tell, and what was found by looking:',
    '',
    '| engine and rule | cells | answer |',
    '| --- | --- | --- |',
    ...Object.entries(answered).map(([name, answer]) => {
      const [engine = '', rule = ''] = name.split(' ')
      return rowOf([name, String(cellsOf(judged, 'question', engine, rule)), answer])
    }),
    '',
  ]
  writeFileSync(path, text.join('\n'))
}

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const isOf = (place: string, look: string) => (one: Judged) =>
  one.place === place && one.look === look

function cellOf([one]: readonly Judged[]): string {
  if (!one) return 'not judged'
  const faults = one.findings.filter(({ is }) => is === 'fault')
  const counts = Object.keys(engines).map((name) => {
    const all = faults.filter(({ engine }) => engine === name)
    const rest = all.filter((fault) => !isExplained(fault, one.look)).length
    return all.length === rest ? String(rest) : `${rest} (${all.length - rest})`
  })
  return counts.join(' · ')
}

function cellsOf(
  judged: readonly Judged[],
  is: Finding['is'],
  engine: string,
  rule: string,
): number {
  return judged.filter(({ findings }) =>
    findings.some((one) => one.is === is && one.engine === engine && one.rule === rule),
  ).length
}
