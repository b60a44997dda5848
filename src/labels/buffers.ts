/** Arrays of zeros, by what they are for. */
export type Buffers = { take(purpose: Purpose, size: number): Float64Array }

type Purpose = 'values' | 'prior' | 'joint' | 'posterior' | 'levels' | 'factors'

/** New arrays, for weighings that are kept. */
export const ownBuffers: Buffers = { take: (_, size) => new Float64Array(size) }

/**
 * Opens buffers for weighings that come one after another: an array is used again as soon as another of its purpose
 * and size is taken. To allocate arrays takes longer than to weigh an item.
 */
export function openBuffers(): Buffers {
  const none = (): Map<number, Float64Array> => new Map()
  const kept = {
    values: none(),
    factors: none(),
    prior: none(),
    joint: none(),
    posterior: none(),
    levels: none(),
  }
  return {
    take: (purpose, size) => {
      const known = kept[purpose].get(size)
      if (known) return known.fill(0)
      const array = new Float64Array(size)
      kept[purpose].set(size, array)
      return array
    },
  }
}
