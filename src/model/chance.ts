import type { Random } from './stores.ts'

const unitBytes = 4

/** A number from 0 up to, but not including, 1. */
export function drawUnit(random: Random): number {
  return unitOf(random(unitBytes), 0)
}

function unitOf(chance: Buffer, at: number): number {
  return chance.readUInt32BE(at) / 2 ** 32
}

/**
 * Numbers from 0 up to, but not including, 1 that a seed determines (a whole number up to 2^53): for
 * appearance and research, never for secrets. Tommy Ettinger's Mulberry32: 32 bits of state.
 */
export function seededUnits(seed: number): () => number {
  let state = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number that fits in 32 bits. */
export function drawSeed(random: Random): number {
  return random(4).readUInt32BE()
}

/** A fresh id of this many bytes, in hexadecimal. */
export function drawId(random: Random, sizeBytes: number): string {
  return random(sizeBytes).toString('hex')
}

/** A random UUID (RFC 9562, version 4). */
export function drawUuid(random: Random): string {
  return uuidOf(random(16), 4)
}

/**
 * A UUID that begins with a time, in milliseconds since 1970, and has 74 random bits (RFC 9562, version 7). What is
 * kept under such ids lies together on the disk in the order of its time, so that a commit writes few pages.
 */
export function drawTimedUuid(random: Random, nowMs: number): string {
  const bytes = random(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  return uuidOf(bytes, 7)
}

function uuidOf(bytes: Buffer, version: 4 | 7): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}

/** The same things in random order (Fisher and Yates). The chance for all is drawn at once. */
export function shuffle<T>(random: Random, things: readonly T[]): T[] {
  const rest = [...things]
  const shuffled: T[] = []
  const chance = random(unitBytes * rest.length)
  for (let at = 0; rest.length > 0; at += unitBytes)
    shuffled.push(...rest.splice(Math.floor(unitOf(chance, at) * rest.length), 1))
  return shuffled
}
