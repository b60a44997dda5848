import type { SpeakerVoice, Tone } from '../../model/speaker.ts'

/**
 * A program that speaks. It is started as it is installed on the machine, and nothing of it is part of this one. Words
 * go in on standard input, and a WAV file comes out on standard output.
 */
export type Engine = {
  name: string
  /** Its voices for a language; none if it has none, or is not there. */
  voicesFor(language: string): Promise<SpeakerVoice[]>
  /** Says a word as a WAV file; null if it could not. */
  say(
    word: string,
    of: { language: string; voice: SpeakerVoice; tone: Tone },
  ): Promise<Uint8Array | null>
}
