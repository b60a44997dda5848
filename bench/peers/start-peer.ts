import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { untilListening } from '../services.ts'

const program = fileURLToPath(new URL('serve-peer.ts', import.meta.url))

/** A running peer. */
export type Peer = { origin: string; pid: number; stop: () => void }

/** Starts a peer in a process of its own. */
export async function startPeer(name: string): Promise<Peer> {
  const child = spawn(process.execPath, [program, name], { stdio: ['ignore', 'pipe', 'inherit'] })
  const origin = await untilListening(child)
  return { origin, pid: child.pid ?? 0, stop: () => child.kill() }
}
