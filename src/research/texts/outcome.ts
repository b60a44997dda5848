/** What a task's answers come to. `raw` is the confidence before calibration. */
export type TextAggregate = {
  text: string
  confidence: number
  raw: number
  alternatives: readonly { text: string; probability: number }[]
}

/** One aggregate a task, null where nothing was said of it; 1 and 1 where a method learns neither number. */
export type TextAggregates = {
  aggregates: readonly (TextAggregate | null)[]
  temperature: number
  coincidence: number
}

/** How many alternatives a task is given back with: the likeliest. */
export const alternativesMax = 5
