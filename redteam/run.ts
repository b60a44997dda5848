import type { Attack, Finding } from './attack.ts'
import { abuse } from './abuse/all.ts'
import { openLab, type Lab } from './lab.ts'

// `npm run redteam -- abuse` re-enacts attacks on services of its own, on this machine alone, and prints what was
// measured when they were first made and what is measured now. `npm run redteam -- abuse F2 F5` re-enacts some of
// them. Exit code 1: one of them succeeds, or there was no time for it.

const suites: Readonly<Record<string, readonly Attack[]>> = { abuse }
const longestMs = 300_000

function choose(suite: string, names: readonly string[]): readonly Attack[] {
  const all = Object.hasOwn(suites, suite) ? (suites[suite] ?? []) : []
  if (names.length === 0) return all
  return all.filter(({ name }) => name.split(', ').some((one) => names.includes(one)))
}

function lineOf({ what, measured, holds }: Finding): string {
  const mark = holds === null ? 'note ' : holds ? 'holds' : 'FAILS'
  return `  now:    ${mark}  ${what}: ${measured}`
}

/** Runs one attack and prints its findings; gives how many of them do not hold. */
async function reenact(lab: Lab, { name, title, before, right, run }: Attack): Promise<number> {
  console.log(`${name}: ${title}\n  before: ${before}\n  right:  ${right}`)
  const beganMs = performance.now()
  const findings = await run(lab, 'full')
  for (const finding of findings) console.log(lineOf(finding))
  console.log(`  (${((performance.now() - beganMs) / 1_000).toFixed(0)} s)\n`)
  return findings.filter(({ holds }) => holds === false).length
}

const [suite = '', ...names] = process.argv.slice(2)
const attacks = choose(suite, names)
if (attacks.length === 0) {
  console.error(
    Object.entries(suites)
      .map(
        ([one, all]) =>
          `Give a suite, and attacks of it if not all: ${one} (${all.map(({ name }) => name).join(', ')}).`,
      )
      .join('\n'),
  )
  process.exit(2)
}
const lab = openLab()
let failed = 0
const late = setTimeout(() => {
  console.error('The attacks took too long and were stopped: this machine is too busy.')
  void lab.close().finally(() => process.exit(1))
}, longestMs)
try {
  for (const attack of attacks) failed += await reenact(lab, attack)
} finally {
  clearTimeout(late)
  await lab.close()
}
console.log(failed === 0 ? 'Everything holds.' : `${failed} of these do not hold.`)
process.exitCode = failed === 0 ? 0 : 1
