import { languageCodes } from '../../src/text/language-codes.ts'
import { formsOf } from '../plurals.ts'
import type { Check } from './checks.ts'
import type { CheckedLanguage, Fault } from './language.ts'
import { compareWithAltcha } from './compare.ts'
import { findUnknownWords, type Spelling } from './spelling.ts'
import { statusOf } from './status.ts'

const head = `# The languages

<!-- Written by \`npm run check:languages -- --write\`; a test holds it true. -->

Every language that one of the 112 codes asks for, and how far its sentences can be trusted. [Languages](languages.md#status-and-checks) explains the checks.

- A mark says that the check found nothing, a number how many sentences it found fault with. “–” is not checked: no tool that we know of can.
- **spelling**: how many words Debian’s dictionary for Hunspell lacked when this table was written, and no review accepts. **alike**: how many sentences share letters in a row with what altcha says in the same place. Both are for a person to look at, and no fault.
- **person**: sentences that somebody who speaks the language has read as they are. **machine**: sentences that only the checks have read. **unreviewed**: sentences with a fault, or none at all.
`

/** The table of languages and checks as a page of the documentation. */
export function writeTable(
  languages: readonly CheckedLanguage[],
  checks: readonly Check[],
  spellings: Readonly<Record<string, Spelling>>,
): string {
  const names = [...checks.map(({ name }) => name), 'spelling', 'alike']
  const columns = ['code', 'file', 'name', 'plural forms', ...names]
  const rows = [...languageCodes].map(([code, tag]) => {
    const language = languages.find((other) => other.tag === tag)
    const forms = [...formsOf(tag).keys()].join(', ')
    return [
      code,
      ...(language
        ? writeRow(language, forms, checks, spellings[tag])
        : [tag, 'no file yet', forms]),
    ]
  })
  const all = [...columns, 'person', 'machine', 'unreviewed']
  const lines = [all, all.map(() => '---'), ...rows].map((cells) => {
    return `| ${[...cells, ...Array<string>(all.length - cells.length).fill('')].join(' | ')} |`
  })
  return `${head}\n${lines.join('\n')}\n`
}

function writeRow(
  language: CheckedLanguage,
  forms: string,
  checks: readonly Check[],
  spelling: Spelling | undefined,
): string[] {
  const { tag, translation } = language
  const found: Fault[] = []
  const cells = checks.map(({ canCheck, findFaults }) => {
    if (!canCheck(tag)) return '–'
    const faults = findFaults(language)
    found.push(...faults)
    return faults.length === 0 ? '✓' : String(faults.length)
  })
  const statuses = [...statusOf(language, found).values()]
  const counts = (['person', 'machine-checked', 'unreviewed'] as const).map((wanted) => {
    const count = statuses.filter((status) => status === wanted).length
    return count > 0 && count === statuses.length ? 'all' : String(count)
  })
  const unknown = findUnknownWords(language, spelling)
  const compared = compareWithAltcha(language)
  const alike = compared.filter(({ isAlike }) => isAlike).length
  const reports = [
    unknown === null ? '–' : String(unknown.length),
    compared.length > 0 ? `${alike}/${compared.length}` : '–',
  ]
  return [tag, translation.name, forms, ...cells, ...reports, ...counts]
}
