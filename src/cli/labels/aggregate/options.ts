import { defaultTextPolicy, type TextPolicy } from '../../../model/corpus.ts'
import { formOfTexts, normalisations } from '../../../research/aggregate/forms.ts'
import type { AggregateOptions, MethodChoice } from '../../../research/aggregate/options.ts'
import { classMethods } from '../../../research/classes/aggregate.ts'
import { textMethods } from '../../../research/texts/aggregate.ts'
import { foldText } from '../../../text/compare.ts'
import type { Flags, Refusal } from '../../command.ts'
import { isRefused, readWhole } from '../../read-flags.ts'
import { readStreamOptions } from './stream-options.ts'

const folds = ['case', 'diacritics', 'ligatures'] as const
const seedMax = 999_999_999

/** Reads the flags of the command; refused in a sentence if they contradict each other. */
export function readAggregateOptions(path: string, flags: Flags): AggregateOptions | Refusal {
  const kind = readKind(flags)
  if (isRefused(kind)) return kind
  const stream = readStreamOptions(flags, kind.kind)
  if (isRefused(stream)) return stream
  const policy = readPolicy(flags)
  if (isRefused(policy)) return policy
  const formOf = readNormalisation(flags, policy)
  if (isRefused(formOf)) return formOf
  const seed = readWhole(flags, 'seed', [0, seedMax]) ?? 1
  if (isRefused(seed)) return seed
  const sources = readSources(flags)
  if (isRefused(sources)) return sources
  return {
    ...kind,
    ...sources,
    path,
    out: textOf(flags, 'out'),
    seed,
    formOf: kind.kind === 'text' ? formOf : (label) => label,
    keyOf: (text) => foldText(text, policy),
    stream,
  }
}

function textOf(flags: Flags, flag: string): string | null {
  const text = String(flags[flag] ?? '').trim()
  return text === '' ? null : text
}

function oneOf<T extends string>(flag: string, given: string, all: readonly T[]): T | Refusal {
  return (
    all.find((one) => one === given) ?? {
      refused: `--${flag} must be one of ${all.join(', ')}${given === '' ? '' : `, not “${given}”`}.`,
    }
  )
}

function readKind(flags: Flags): MethodChoice | Refusal {
  const kind = oneOf('kind', textOf(flags, 'kind') ?? '', ['categorical', 'text'])
  if (isRefused(kind)) return kind
  const given = textOf(flags, 'method')
  if (kind === 'categorical') {
    const method = oneOf('method', given ?? 'pool', classMethods)
    return isRefused(method) ? method : { kind, method }
  }
  const method = oneOf('method', given ?? 'auto', ['auto', ...textMethods] as const)
  return isRefused(method) ? method : { kind, method }
}

function readPolicy(flags: Flags): TextPolicy | Refusal {
  const policy = { ...defaultTextPolicy }
  for (const fold of folds) {
    const choice = oneOf(fold, textOf(flags, fold) ?? policy[fold], ['fold', 'keep'])
    if (isRefused(choice)) return choice
    policy[fold] = choice
  }
  return policy
}

function readNormalisation(flags: Flags, policy: TextPolicy): ((text: string) => string) | Refusal {
  const name = oneOf('normalise', textOf(flags, 'normalise') ?? 'plain', normalisations)
  if (isRefused(name)) return name
  return formOfTexts(name, policy)
}

type Sources = Pick<AggregateOptions, 'goldPath' | 'knownPath' | 'shareKnown'>

function readSources(flags: Flags): Sources | Refusal {
  const [goldPath, knownPath] = [textOf(flags, 'gold'), textOf(flags, 'known')]
  const given = textOf(flags, 'share-known')
  if (given === null) return { goldPath, knownPath, shareKnown: 0 }
  if (goldPath === null || knownPath !== null)
    return {
      refused:
        '--share-known needs --gold, from which it takes its tasks, and cannot be used with --known.',
    }
  const shareKnown = /^0?\.\d{1,9}$/.test(given) ? Number(given) : 0
  return shareKnown > 0
    ? { goldPath, knownPath, shareKnown }
    : { refused: `--share-known must be a share such as 0.2, not “${given}”.` }
}
