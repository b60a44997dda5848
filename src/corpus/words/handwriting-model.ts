import { drawnSignsOf, usualWidth } from './widths.ts'

/** A character in a handwriting: its width, and how often it rises above the small letters or falls below. */
export type Sign = { width: number; rises: number; falls: number }

/** Each character in a handwriting, and how often the writing rises or falls overall. */
export type HandwritingModel = { signs: ReadonlyMap<string, Sign>; rises: number; falls: number }

/** The prior for a handwriting of which nothing has been seen. */
export const usualHandwriting: HandwritingModel = { signs: new Map(), rises: 0.45, falls: 0.25 }

const tall = /[bdfhkltſß0-9\p{Lu}'’"“”^\p{M}]/u
const deep = /[gjpqyç]/u
const small = /[acemnorsuvwxz]/u

/** The character in this handwriting, or as it is usually written if this handwriting has not shown it. */
export function signIn(handwriting: HandwritingModel, sign: string): Sign {
  const known = handwriting.signs.get(sign)
  if (known) return known
  const letter = sign.normalize('NFD')
  const isKnown = tall.test(letter) || deep.test(letter) || small.test(letter)
  return {
    width: usualWidth(sign),
    rises: tall.test(letter) ? 0.85 : isKnown ? 0.25 : handwriting.rises,
    falls: deep.test(letter) ? 0.75 : isKnown ? 0.15 : handwriting.falls,
  }
}

/** A word found on its line: how much wider it is than expected, and which characters rise and fall. */
export type FoundWord = { word: string; stretch: number; reach: readonly Reach[] }

/** Whether the ink of a character rises above the small letters or falls below them. */
export type Reach = { rises: boolean; falls: boolean }

/** The weight of the prior: each character counts as already seen this often. */
const widthsBefore = 8
const reachesBefore = 6
const anyBefore = 40

type Seen = { count: number; widths: number; rises: number; falls: number }

/** Learns how a handwriting writes each character from words that were found. */
export function learnHandwriting(
  handwriting: HandwritingModel,
  found: readonly FoundWord[],
): HandwritingModel {
  const any: Seen = { count: 0, widths: 0, rises: 0, falls: 0 }
  const seen = new Map<string, Seen>()
  for (const { word, stretch, reach } of found)
    for (const [place, sign] of drawnSignsOf(word).entries()) {
      const own = seen.get(sign) ?? { count: 0, widths: 0, rises: 0, falls: 0 }
      seen.set(sign, own)
      for (const sums of [own, any]) {
        sums.count += 1
        sums.widths += signIn(handwriting, sign).width * stretch
        sums.rises += reach[place]?.rises ? 1 : 0
        sums.falls += reach[place]?.falls ? 1 : 0
      }
    }
  const signs = [...seen].map(([sign, sums]) => [sign, weighSign(sign, sums)] as const)
  const shareOf = (before: number, sum: number): number =>
    (before * anyBefore + sum) / (anyBefore + any.count)
  return {
    signs: new Map(signs),
    rises: shareOf(usualHandwriting.rises, any.rises),
    falls: shareOf(usualHandwriting.falls, any.falls),
  }
}

function weighSign(text: string, { count, widths, rises, falls }: Seen): Sign {
  const usual = signIn(usualHandwriting, text)
  return {
    width: (usual.width * widthsBefore + widths) / (widthsBefore + count),
    rises: (usual.rises * reachesBefore + rises) / (reachesBefore + count),
    falls: (usual.falls * reachesBefore + falls) / (reachesBefore + count),
  }
}
