import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Decoder } from 'minimp3-wasm'
import type { SoundFault } from '../model/sound.ts'
import { gatherMp3Frames } from './mp3-frames.ts'
import { faultOfForm, type SoundPiece } from './decoding.ts'

const secondsPerPiece = 1
const full = 32_768

let compiled: Promise<WebAssembly.Module> | null = null

function compile(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('minimp3-wasm/dist/decoder.opt.wasm')
  return (compiled ??= readFile(path).then((bytes) => WebAssembly.compile(bytes)))
}

/** Decodes MP3. */
export async function* decodeMp3(bytes: Uint8Array): AsyncGenerator<SoundPiece | SoundFault> {
  const frames = gatherMp3Frames(bytes)
  if (frames.length === 0) return yield { fault: 'its MP3 holds no sound' }
  // Its memory is its own, so that it is free again with the recording.
  const { exports } = await WebAssembly.instantiate(await compile(), {})
  const decoder = new Decoder(exports, frames)
  for (;;) {
    const { pcm, samplingRate, numChannels, numSamples } = decoder.decode(secondsPerPiece)
    if (numSamples === 0) return
    const fault = faultOfForm(samplingRate, numChannels)
    if (fault) return yield fault
    const count = Math.floor(pcm.length / numChannels)
    const channels = Array.from({ length: numChannels }, (_, channel) =>
      Float32Array.from(
        { length: count },
        (_none, at) => (pcm[at * numChannels + channel] ?? 0) / full,
      ),
    )
    yield { rate: samplingRate, channels }
  }
}
