import { classNameLimits, type ClassName } from '../../model/class-name.ts'
import { cleanText } from '../../text/clean-text.ts'
import { canonicalTag, isKnownLanguage } from '../../text/language-tags.ts'
import { corpusAuditLine } from '../audit/corpus-audit-line.ts'
import { withLock } from '../lock.ts'
import type { Refused } from '../refused.ts'
import { listClasses, type ClassNamesContext, type NamedClasses } from './list-classes.ts'

const classesShownMax = 20

/** The classes of a corpus after the change, and how many names were changed. */
export type RenamedClasses = NamedClasses & { changed: number }

/**
 * Gives classes of a corpus names for visitors, replacing those in the same languages. All or none: it
 * refuses if any class, language or name cannot be used. Names that are already so do not count as changed.
 */
export async function setClassNames(
  context: ClassNamesContext,
  { corpus: name, names }: { corpus: string; names: readonly ClassName[] },
): Promise<RenamedClasses | Refused> {
  const read = readNames(names)
  if ('refused' in read) return read
  return withLock(context, async () => {
    const before = await listClasses(context, { name })
    if ('refused' in before) return before
    const refusal = refuseUnknown(before, read.names) ?? refuseTooMany(before, read.names)
    if (refusal) return refusal
    const kept = new Map(before.kept.map((one) => [keyOf(one), one.name]))
    const changed = read.names.filter((one) => kept.get(keyOf(one)) !== one.name)
    if (changed.length > 0) {
      const { corpus } = before
      const changes = changed.map(
        ({ class: of, language, name: text }) => `${of} ${language}: ${text}`,
      )
      const line = corpusAuditLine(context, 'classes', { corpus, detail: changes.join('; ') })
      await context.store.classNames.set(corpus.organisation, name, changed, line)
    }
    return afterChange(context, name, changed.length)
  })
}

/** Removes the name of a class in one language, or in all if it is null; refused if there is none. */
export async function removeClassNames(
  context: ClassNamesContext,
  order: { corpus: string; class: string; language: string | null },
): Promise<RenamedClasses | Refused> {
  const { corpus: name, class: ofClass } = order
  const language = order.language === null ? null : canonicalTag(order.language)
  if (order.language !== null && language === null)
    return { refused: 'no_such_language', given: order.language }
  return withLock(context, async () => {
    const before = await listClasses(context, { name })
    if ('refused' in before) return before
    const { corpus } = before
    const names = before.kept.filter(
      (one) => one.class === ofClass && (language === null || one.language === language),
    )
    if (names.length === 0) return { refused: 'no_class_name', class: ofClass, language }
    const changes = names.map((one) => `${ofClass} ${one.language}: no name`)
    const line = corpusAuditLine(context, 'classes', { corpus, detail: changes.join('; ') })
    await context.store.classNames.remove(corpus.organisation, name, names, line)
    return afterChange(context, name, names.length)
  })
}

async function afterChange(
  context: ClassNamesContext,
  name: string,
  changed: number,
): Promise<RenamedClasses | Refused> {
  const after = await listClasses(context, { name })
  return 'refused' in after ? after : { ...after, changed }
}

function keyOf({ class: ofClass, language }: Omit<ClassName, 'name'>): string {
  return JSON.stringify([ofClass, language])
}

// If a class is named twice in one language, the last name counts.
function readNames(given: readonly ClassName[]): { names: ClassName[] } | Refused {
  const languages = new Map<string, string | null>()
  const names = new Map<string, ClassName>()
  for (const { class: ofClass, language: written, name } of given) {
    if (!languages.has(written)) languages.set(written, readLanguage(written))
    const language = languages.get(written)
    if (!language) return { refused: 'no_such_language', given: written }
    const text = cleanText(name)
    const { chars: most } = classNameLimits
    if (text === null || text.length > most)
      return { refused: 'class_name_length', class: ofClass, language, most }
    const read = { class: ofClass, language, name: text }
    names.set(keyOf(read), read)
  }
  return { names: [...names.values()] }
}

function readLanguage(written: string): string | null {
  const tag = canonicalTag(written)
  return tag !== null && isKnownLanguage(tag) ? tag : null
}

// A class that has names may have no items for a while, so it is not a typing error.
function refuseUnknown(
  { corpus, classes }: NamedClasses,
  names: readonly ClassName[],
): Refused | null {
  const all = classes.map((one) => one.class)
  const known = new Set(all)
  const unknown = names.find((one) => !known.has(one.class))
  if (!unknown) return null
  const hasMore = all.length > classesShownMax
  const shown = all.slice(0, classesShownMax)
  return {
    refused: 'no_such_class',
    text: unknown.class,
    corpus: corpus.name,
    classes: shown,
    hasMore,
  }
}

function refuseTooMany(
  { corpus, kept }: NamedClasses,
  names: readonly ClassName[],
): Refused | null {
  const all = new Map([...kept, ...names].map((one) => [keyOf(one), one.class]))
  if (all.size > classNameLimits.names)
    return { refused: 'class_names', corpus: corpus.name, most: classNameLimits.names }
  const { languages: most } = classNameLimits
  for (const [ofClass, own] of Map.groupBy(all.values(), (one) => one))
    if (own.length > most) return { refused: 'class_languages', class: ofClass, most }
  return null
}
