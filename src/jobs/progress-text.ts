import type { Progress } from '../manage/context.ts'

/** How far a job has come, in a few words. */
export function progressText({ step, done, total, name, of }: Progress): string {
  const words = {
    import: `${done} of ${total ?? '?'} pictures of ${of ?? name}`,
    read: `${name} has read ${done}`,
    check: `${done} sources checked`,
    clear: `${done} items taken from disk`,
    forget: `${done} items forgotten`,
    export: `${done} exported`,
    speak: `${done} of ${total ?? '?'} recordings of ${name}`,
  } as const
  return words[step]
}
