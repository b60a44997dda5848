const partsMax = 20
const partLengthMax = 8 * 1024
const boundaryLengthMax = 70
const boundaryShape = /;\s*boundary=(?:"([^"\r\n]+)"|([^\s;"]+))/i
const dispositionShape = /^content-disposition:[ \t]*form-data[ \t]*;(.*)$/im
const nameShape = /(?:^|;)\s*name=(?:"([^"]*)"|([^\s;"]+))/i
const filenameShape = /(?:^|;)\s*filename\*?=/i

/**
 * Reads the fields of a whole multipart body (RFC 7578). Null if it has no end, is too large in some way, or has
 * a file.
 */
export function readParts(type: string, text: string): [name: string, value: string][] | null {
  const [, quoted, plain] = boundaryShape.exec(type) ?? []
  const boundary = quoted ?? plain ?? ''
  if (boundary === '' || boundary.length > boundaryLengthMax) return null
  // What comes before the first boundary and after the last one says nothing.
  const [, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`, partsMax + 2)
  const end = parts.findIndex((part) => part.startsWith('--'))
  if (end === -1) return null
  const fields = parts.slice(0, end).map(readPart)
  const whole = fields.filter((field) => field !== null)
  return whole.length === fields.length ? whole : null
}

function readPart(part: string): [name: string, value: string] | null {
  const valueAt = part.indexOf('\r\n\r\n')
  if (valueAt === -1 || part.length > partLengthMax) return null
  const [, disposition] = dispositionShape.exec(part.slice(0, valueAt)) ?? []
  if (disposition === undefined || filenameShape.test(disposition)) return null
  const [, quoted, plain] = nameShape.exec(disposition) ?? []
  const name = quoted ?? plain
  return name === undefined ? null : [name, part.slice(valueAt + 4)]
}
