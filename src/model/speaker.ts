/** How deep a voice is beside others. */
export type Depth = 'low' | 'high'

/** A voice of a machine, by the name that its engine knows. */
export type SpeakerVoice = { engine: string; name: string; depth: Depth }

/** How a voice speaks, each from 0 to 1: how deep within its own range, and how fast. */
export type Tone = { pitch: number; speed: number }

/** What says single words of one language: engines of this machine, or a bank of clips. */
export type Speaker = {
  /** Its voices, at least one of each depth. */
  voices: readonly SpeakerVoice[]
  /** The words that it can say; null if it can say any. */
  words: readonly string[] | null
  /** A word as a kept clip (`clip.ts`); null if it could not be said, or takes longer than is heard as one word. */
  say(word: string, voice: SpeakerVoice, tone: Tone): Promise<Uint8Array | null>
}

/** Opens what speaks a language, by its BCP 47 tag; or says in a sentence why nothing does. */
export type OpenSpeaker = (language: string) => Promise<Speaker | { refused: string }>
