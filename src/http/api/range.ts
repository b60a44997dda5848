/** The bytes from one place up to, but not including, another. */
export type ByteRange = { from: number; to: number }

/**
 * Reads the header `Range` of a request for so many bytes (RFC 9110, section 14); null if it asks for no single range
 * within them, so that everything is sent. WebKit plays nothing that does not come in ranges.
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  return from < to ? { from, to } : null
}
