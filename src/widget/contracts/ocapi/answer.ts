import type { OcapiAnswer } from '../../../wire/ocapi.ts'
import type { Answer } from '../../core/challenge.ts'

/** Writes an answer as Ocapi takes it. */
export function writeAnswer(answer: Answer): OcapiAnswer {
  return answer.is === 'texts' ? { answers: answer.texts } : { selected: [...answer.selected] }
}
