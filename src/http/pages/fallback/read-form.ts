import { z } from 'zod'
import type { PlainForm } from '../../../kinds/plain-form.ts'
import type { Challenge } from '../../../model/challenge.ts'
import { reportReasons } from '../../../model/report.ts'
import type { Way } from '../../../model/way.ts'
import type { AnswerBody } from '../../../wire/challenge.ts'
import { idShape } from '../../challenge-wire.ts'

const pageLengthMax = 800

/** The ways of passing without a script. */
export const plainWays = ['eye', 'ear'] as const satisfies readonly Way[]

/** One of them. */
export type PlainWay = (typeof plainWays)[number]

/** The shape of what the form of a page without scripts sends; its answer is in fields named after pictures. */
export const formShape = z.looseObject({
  challenge: idShape.optional(),
  page: z.string().max(pageLengthMax).optional(),
  another: z.string().optional(),
  way: z.enum(plainWays).optional(),
  by: z.enum(plainWays).optional(),
  report: z.enum(reportReasons).optional(),
  picture: idShape.optional(),
})

/** What the form sent. */
export type SentForm = z.infer<typeof formShape>

/** The name of the field for the text of a picture or recording. */
export function textFieldOf(imageId: string): string {
  return `text-${imageId}`
}

/** Reads an answer as a script would send it; null if nothing was chosen. What is no answer is found later. */
export function readPlainAnswer(
  { items }: Challenge,
  { gives }: PlainForm,
  sent: SentForm,
): AnswerBody | null {
  if (gives === 'choice') {
    const { selected } = sent
    const list = Array.isArray(selected) ? selected : [selected]
    return selected === undefined ? null : { selected: list }
  }
  const texts = items.map(({ imageId }) => [imageId, sent[textFieldOf(imageId)] ?? ''])
  return { answers: Object.fromEntries(texts) as Record<string, unknown> }
}
