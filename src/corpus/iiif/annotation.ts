import type { ItemLevel } from '../../model/item.ts'
import { cleanText } from '../../text/clean-text.ts'
import type { SkipCode } from '../import/skips.ts'
import { fieldsOf, idOf, listOf, stringOf, typeOf, type JsonFields } from './json.ts'
import { looksLikeHtml, readHtmlText } from './plain-text.ts'
import { readTargets, type Target } from './target.ts'

/** What an annotation says about one place: the text written there, or the class of what is shown. */
export type FoundAnnotation = {
  id: string
  targets: readonly Target[]
  statement: { text: string; level: Exclude<ItemLevel, 'image'> | null } | { classes: string[] }
}

const motivationsMax = 20
const bodiesMax = 100
const classCharsMax = 100

/**
 * Reads one annotation of version 2 or 3, or says why it is left out. A comment counts as a text only if it
 * says that it is about a line or a word.
 */
export function readAnnotation(value: unknown): FoundAnnotation | SkipCode {
  const fields = fieldsOf(value)
  const motivations = motivationsOf(fields)
  const granularity = stringOf(fields['textGranularity'])
  const isText = motivations.some((one) => /^(supplementing|transcribing|painting)$/.test(one))
  const isGrained = granularity === 'line' || granularity === 'word'
  const targets = readTargets(fields['target'] ?? fields['on'])
  const of = { id: idOf(value), targets }
  if (isText || isGrained) {
    if (granularity !== '' && !isGrained) return 'annotation_of_block'
    const text = textIn(fields)
    if (text === null) return 'annotation_without_text'
    const level = isGrained ? granularity : null
    return /\n/.test(text) ? 'annotation_of_block' : { ...of, statement: { text, level } }
  }
  if (!motivations.some((one) => one === 'tagging' || one === 'classifying'))
    return 'annotation_remark'
  const classes = classesIn(fields)
  return classes.length > 0 ? { ...of, statement: { classes } } : 'annotation_without_text'
}

function motivationsOf(fields: JsonFields): string[] {
  return listOf(fields['motivation'])
    .slice(0, motivationsMax)
    .map((one) => stringOf(one).replace(/^.*[:/#]/, ''))
}

type Body = { text: string; isTag: boolean }

function textIn(fields: JsonFields): string | null {
  const body = bodiesOf(fields).find(({ isTag }) => !isTag)
  return body?.text ?? null
}

function classesIn(fields: JsonFields): string[] {
  const bodies = bodiesOf(fields)
  const tags = bodies.some(({ isTag }) => isTag) ? bodies.filter(({ isTag }) => isTag) : bodies
  const names = tags.map(({ text }) => cleanText(text)).filter((name) => name !== null)
  return [...new Set(names)].filter((name) => name.length <= classCharsMax)
}

function bodiesOf(fields: JsonFields): Body[] {
  const value = fields['bodyValue']
  const given =
    typeof value === 'string' ? [value] : [...listOf(fields['body']), ...listOf(fields['resource'])]
  const bodies: Body[] = []
  for (const body of given.slice(0, bodiesMax)) {
    const chosen = typeOf(body) === 'Choice' ? firstOf(fieldsOf(body)) : body
    const read = readBody(chosen, chosen === value)
    if (read) bodies.push(read)
  }
  return bodies
}

// Either the same in several languages, or a text and its normalised form: the first one is right.
function firstOf(choice: JsonFields): unknown {
  return choice['default'] ?? listOf(choice['items'])[0]
}

function readBody(body: unknown, isValue: boolean): Body | null {
  const fields = fieldsOf(body)
  const value = isValue ? body : (fields['value'] ?? fields['chars'] ?? fields['cnt:chars'])
  if (typeof value !== 'string') return null
  const isHtml = stringOf(fields['format']).includes('html') || looksLikeHtml(value)
  const text = linesOf(isHtml ? readHtmlText(value).text : value)
  const isTag = typeOf(body) === 'Tag' || /tagging|classifying/.test(stringOf(fields['purpose']))
  return text === '' ? null : { text, isTag }
}

function linesOf(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => cleanText(line))
    .filter((line) => line !== null)
    .join('\n')
}
