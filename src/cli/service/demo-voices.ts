import { demoVoices, voicesCorpusOf } from '../../model/demonstration.ts'
import { defaultOrganisation } from '../../model/organisation.ts'
import type { CommandContext, OpenedStore } from '../command.ts'

/**
 * Asks the worker for the corpora of the demonstration's voices that are not there: to decode what they say takes longer
 * than all else of the demonstration, and nobody is to wait for it. Says whether any is missing.
 */
export async function requestDemoVoices(
  { clock }: Pick<CommandContext, 'clock'>,
  { corpora, jobs }: Pick<OpenedStore, 'corpora' | 'jobs'>,
): Promise<boolean> {
  let isMissing = false
  for (const corpus of demoVoices.map(voicesCorpusOf)) {
    const made = await corpora.findOf(defaultOrganisation.id, corpus)
    // Taken down, it stays so.
    const isMade = made && (made.state !== 'open' || (await hasRecordings(corpora, corpus)))
    if (isMade) continue
    isMissing = true
    await jobs.request({ kind: 'voices', corpus }, { input: '{}', dueAtMs: clock() })
  }
  return isMissing
}

async function hasRecordings(corpora: OpenedStore['corpora'], corpus: string): Promise<boolean> {
  return (await corpora.count(defaultOrganisation.id, corpus)).known > 0
}
