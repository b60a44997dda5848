import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Random } from '../model/stores.ts'

const drawnBytes = 4

/** A unique name for this process, which identifies its jobs and its turn: host, number, random part. */
export function nameProcess(random: Random): string {
  return `${hostname()}${namespaceOf()} ${process.pid} ${random(drawnBytes).toString('hex')}`
}

/**
 * Says whether the process of that name has ended, as far as this one can see. For a process of another host,
 * or of another container on this host, it is always false.
 */
export function hasEnded(name: string): boolean {
  const [host, pid] = name.split(' ')
  if (host !== `${hostname()}${namespaceOf()}` || !/^[1-9]\d{0,9}$/.test(pid ?? '')) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

// Containers on one host may share its name and still number their own processes.
function namespaceOf(): string {
  try {
    return `/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`
  } catch {
    return ''
  }
}
