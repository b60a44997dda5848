import type { SoundFault } from '../model/sound.ts'

/** A piece of a decoded recording: its channels, all of one length, with samples from -1 to 1. */
export type SoundPiece = { rate: number; channels: readonly Float32Array[] }

/**
 * Decodes a recording piece after piece, so that it is never in memory uncompressed; a fault if it cannot be used. What
 * comes before the first fault of a damaged recording is kept.
 */
export type Decode = (bytes: Uint8Array) => AsyncIterable<SoundPiece | SoundFault>

/** The most samples of one channel in a piece. */
export const pieceSamplesMax = 65_536

/** The limits that every recording is read within. */
export const soundLimits = {
  /** Recordings that are longer are to be delivered in parts. */
  seconds: 3 * 3_600,
  channels: 8,
  rateMin: 8_000,
  rateMax: 192_000,
} as const

/** Why a recording cannot have this form; null if it can. */
export function faultOfForm(rate: number, channels: number): SoundFault | null {
  const { rateMin, rateMax, channels: channelsMax } = soundLimits
  if (rate < rateMin || rate > rateMax)
    return {
      fault: `it has ${rate} samples a second, and those from ${rateMin} to ${rateMax} are read`,
    }
  if (channels < 1 || channels > channelsMax)
    return { fault: `it has ${channels} channels, and at most ${channelsMax} are read` }
  return null
}
