import { settings } from '../config.ts'
import { variableOf } from '../read-config.ts'
import { countEdits, signsOf } from '../text/edits.ts'

const prefix = 'INCIPIT_'
const editsMax = 3
const sentencesMax = 10

/** Warns of each variable that looks like a setting but is not one, since a misspelt one would be ignored silently. */
export function findUnknownVariables(
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const known = Object.values(settings).map(variableOf)
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .slice(0, sentencesMax)
    .map((name) => {
      const near = findNearest(name, known)
      const hint = near === null ? '' : ` Did you mean ${near}?`
      return `The variable ${name} is not a setting of Incipit and is ignored.${hint}`
    })
}

function findNearest(name: string, known: readonly string[]): string | null {
  const [nearest] = known
    .map((other) => ({ other, edits: countEdits(signsOf(name), signsOf(other)) }))
    .toSorted((one, other) => one.edits - other.edits)
  return nearest && nearest.edits <= editsMax ? nearest.other : null
}
