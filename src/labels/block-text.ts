import type { HeardInTime } from './heard.ts'
import type { Block } from './lessons.ts'
import { packText, unpackText } from './packed-text.ts'

/** A block of lessons, the hashes of networks that it is the first to name, and answers to known items. */
export type HeardBlock = {
  block: Block
  networks: readonly string[]
  /** Twice the number of the network, and one more if the answer is right. */
  known: readonly number[]
}

type Columns = Record<'networks' | 'hours' | 'keys' | 'bins' | 'flags', string>
type Written = Columns & {
  heads: string
  inTime: [number, readonly HeardInTime[]][]
  hashes: readonly string[]
  known: string
}

/** Writes a block as text. */
export function writeBlock({ block, networks, known }: HeardBlock): string {
  const written: Written = {
    networks: packText(block.networks),
    hours: packText(block.hours),
    keys: packText(block.keys),
    bins: packText(block.bins),
    flags: packText(block.flags),
    heads: block.heads.toString(),
    inTime: [...block.inTime],
    hashes: networks,
    known: packText(Uint32Array.from(known)),
  }
  return JSON.stringify(written)
}

/** Reads a block that was written as text. */
export function readBlock(text: string): HeardBlock {
  const written = JSON.parse(text) as Written
  const block: Block = {
    networks: new Uint32Array(unpackText(written.networks)),
    hours: new Int32Array(unpackText(written.hours)),
    keys: new Uint16Array(unpackText(written.keys)),
    bins: new Uint8Array(unpackText(written.bins)),
    flags: new Uint8Array(unpackText(written.flags)),
    heads: Buffer.from(written.heads),
    inTime: new Map(written.inTime),
  }
  const known = [...new Uint32Array(unpackText(written.known))]
  return { block, networks: written.hashes, known }
}
