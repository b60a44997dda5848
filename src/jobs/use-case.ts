import type { Context } from '../manage/context.ts'
import type { JobContext } from './context.ts'
import type { JobRun } from './kind.ts'
import { progressText } from './progress-text.ts'

/**
 * What a use case is given when a job calls it: it acts in the name of whoever asked, for the organisation that the
 * job was asked for. Null if the organisation is gone.
 */
export async function contextForUseCase(
  context: JobContext,
  { announce, stop }: JobRun,
  { by, organisation }: { by: string; organisation: string },
): Promise<Context | null> {
  const owner = await context.organisations.find(organisation)
  return (
    owner && {
      ...context,
      actor: { name: by, organisation: owner },
      store: context,
      stop,
      onProgress: (progress) => announce(progressText(progress)),
    }
  )
}
