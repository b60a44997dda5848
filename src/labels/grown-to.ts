const sizeMin = 1_024

type Numbers = Uint8Array | Int32Array | Uint32Array | Float64Array

/** An array with room for a place: the same one, or a copy twice as long. */
export function grownTo<Of extends Numbers>(array: Of, place: number): Of {
  if (place < array.length) return array
  const { constructor } = array as { constructor: unknown }
  const grown = new (constructor as new (size: number) => Of)(
    Math.max(sizeMin, place + 1, array.length * 2),
  )
  grown.set(array)
  return grown
}
