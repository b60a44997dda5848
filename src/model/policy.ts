import type { Site } from './site.ts'

/** How much one challenge asks for. */
export type Level = 'easy' | 'moderate' | 'difficult'

/** How likely it is that a machine got a pass, from 0 (a person) to 1 (a machine), and why. */
export type Score = { score: number; reasons: readonly string[] }

/** How a visit is met: with a challenge, or with an unasked pass. */
export type Meeting = { asks: true } | ({ asks: false } & Score)

/** Decides who is asked and how much; `networkHash` is the salted hash of the visitor's network. */
export type Policy = {
  /** Counts a visit to a site and says how it is met. */
  meet(site: Site, networkHash: string): Promise<Meeting>
  /** Says how much a network's challenge asks for. */
  levelFor(site: Pick<Site, 'difficulty'>, networkHash: string): Promise<Level>
  /** Counts an answer of a network, right or wrong. */
  learn(networkHash: string, isRight: boolean): Promise<void>
  /** What a challenge passed at a level, or by work and time alone, says about the visitor. */
  scoreOf(level: Level | 'work'): Score
}
