import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What the visitor does, or what happens, and what is said then, in order. */
export type Step = { deed: string; said: string[] }

/** What is said, step by step, of which versions, and whether somebody has read it and found it good. */
export type Transcript = { title: string; isReviewed: boolean; versions: string; steps: Step[] }

const mark = '› '
const reviewed = 'Reviewed by reading, of '
const unreviewed = 'Not reviewed yet, of '

/** Reads the transcript that is kept under a name; null if there is none. */
export function readTranscript(name: string): Transcript | null {
  const path = pathOf(name)
  return existsSync(path) ? parseTranscript(readFileSync(path, 'utf8')) : null
}

/** Reads the text of a transcript. */
export function parseTranscript(text: string): Transcript {
  const [head = '', ...blocks] = text.trimEnd().split(`\n\n${mark}`)
  const [title = '', note = ''] = head.split('\n')
  const isReviewed = note.startsWith(reviewed)
  const versions = note.slice((isReviewed ? reviewed : unreviewed).length, -1)
  const steps = blocks.map((block) => {
    const [deed = '', ...said] = block.split('\n')
    return { deed, said: said.map((line) => line.trim()) }
  })
  return { title, isReviewed, versions, steps }
}

/** The text of a transcript, as it is kept. */
export function textOf({ title, isReviewed, versions, steps }: Transcript): string {
  const head = `${title}\n${isReviewed ? reviewed : unreviewed}${versions}.`
  return `${[head, textOfSteps(steps)].join('\n\n')}\n`
}

/** The steps as they are kept. */
function textOfSteps(steps: readonly Step[]): string {
  return steps
    .map(({ deed, said }) => [mark + deed, ...said.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n')
}

/**
 * Says whether each step has the same utterances, each as often. Their order within a step is free: what is live is
 * said by a timer of Orca's own, before or after what has the focus.
 */
export function isSaidAlike(steps: readonly Step[], others: readonly Step[]): boolean {
  const sorted = (all: readonly Step[]): Step[] =>
    all.map(({ deed, said }) => ({ deed, said: said.toSorted() }))
  return textOfSteps(sorted(steps)) === textOfSteps(sorted(others))
}

/** Keeps a transcript, for somebody to review if it is not the same as before. */
export function keepTranscript(name: string, transcript: Transcript): void {
  writeFileSync(pathOf(name), textOf(transcript))
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`transcripts/${name}.txt`, import.meta.url))
}
