/** The result of a task's answers. `raw` is the confidence before calibration. */
export type TextAggregate = {
  text: string
  confidence: number
  raw: number
  alternatives: readonly { text: string; probability: number }[]
}

/**
 * One aggregate per task, null if nothing was said about it. The numbers are 1 if a method does not learn
 * them.
 */
export type TextAggregates = {
  aggregates: readonly (TextAggregate | null)[]
  temperature: number
  coincidence: number
}

/** How many alternatives a task is returned with: the likeliest. */
export const alternativesMax = 5
