/** Words that voices say, each as a kept clip (`clip.ts`): those that are asked for, in order, and those around them. */
export type Cast = { asked: readonly Uint8Array[]; others: readonly Uint8Array[] }

const countBytes = 2
const lengthBytes = 4

/** Writes a cast as it is kept: how many words, how long each clip is, and the clips. */
export function writeCast({ asked, others }: Cast): Uint8Array {
  const clips = [...asked, ...others]
  let at = countBytes + lengthBytes * clips.length
  const file = new Uint8Array(clips.reduce((sum, { length }) => sum + length, at))
  file.set([asked.length, others.length])
  const view = new DataView(file.buffer)
  for (const [place, clip] of clips.entries()) {
    view.setUint32(countBytes + lengthBytes * place, clip.length)
    file.set(clip, at)
    at += clip.length
  }
  return file
}

/** Reads what `writeCast` wrote; throws if it is something else. */
export function readCast(file: Uint8Array): Cast {
  const [asked = 0, others = 0] = file
  const view = new DataView(file.buffer, file.byteOffset, file.length)
  let at = countBytes + lengthBytes * (asked + others)
  const clips = Array.from({ length: asked + others }, (_, place) => {
    const length = view.getUint32(countBytes + lengthBytes * place)
    at += length
    return file.subarray(at - length, at)
  })
  if (at !== file.length) throw new Error('kept voices are none')
  return { asked: clips.slice(0, asked), others: clips.slice(asked) }
}
