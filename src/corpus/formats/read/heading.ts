const headBytes = 64 * 1024
const rowsMin = 2
const namingShareMin = 0.5

const namesPictureFirst =
  /^\s*"?[^"\t;,]{1,500}\.(jpe?g|png|tiff?|webp|jp2|gif|bmp|wav|flac|mp3|ogg|oga|opus)"?\s*[\t;,]/i

/** Says whether a text is a table without a heading whose first cells name pictures. */
export function lacksHeading(text: Buffer): boolean {
  const lines = text.toString('utf8', 0, headBytes).split(/\r\n|\n|\r/)
  const rows = lines.filter((line) => line.trim() !== '')
  const naming = rows.filter((row) => namesPictureFirst.test(row))
  return rows.length >= rowsMin && naming.length > rows.length * namingShareMin
}
