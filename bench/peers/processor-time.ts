import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, so a difference is good to 1 % from one second on. */
const microsecondsPerTick = 10_000
/** Where the ticks of user and system time stand after the name of the program, which may hold spaces. */
const [userField, systemField] = [11, 12]

/** The processor time of a process in microseconds, with all its threads, also those that have ended. */
export function processorMicroseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[userField]) + Number(fields[systemField])) * microsecondsPerTick
}

/** The processor time of the threads that a process has, in microseconds: to the nanosecond, but without ended threads. */
export function threadMicroseconds(pid: number): number {
  const timesOf = (thread: string): number =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => sum + timesOf(thread), 0) / 1_000
}
