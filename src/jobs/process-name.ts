import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Random } from '../model/stores.ts'

const drawnBytes = 4

/** A name of this process that no other has, by which its jobs and its turn are known: host, number, chance. */
export function nameProcess(random: Random): string {
  return `${hostname()}${namespaceOf()} ${process.pid} ${random(drawnBytes).toString('hex')}`
}

/**
 * Says whether the process of that name has ended, so far as this one can see: of another host, or another
 * container on it, it never says so.
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

// Containers on one host may share its name and still count their processes each for itself.
function namespaceOf(): string {
  try {
    return `/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`
  } catch {
    return ''
  }
}
