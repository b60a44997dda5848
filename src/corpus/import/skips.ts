/** Every reason for which an import leaves something out, and the sentence its report gives for it. */
export const skipReasons = {
  other_file: 'not a picture, truth or table',
  file_too_large: 'file is too large',
  file_unreadable: 'file cannot be read',
  folder_unreadable: 'folder cannot be read',
  link: 'link, which is not followed',
  special_file: 'neither a file nor a folder',
  archive_broken: 'archive cannot be used',
  archive_nested: 'archive inside an archive, which is not opened',
  unsafe_name: 'name that cannot be used, or points outside its archive',
  encrypted: 'encrypted in its archive',
  packing_unknown: 'compressed in a way that is not supported',
  xml_broken: 'XML cannot be used',
  table_broken: 'table cannot be used',
  row_unreadable: 'row of a table cannot be used',
  encoding_guessed: 'not UTF-8, so it is read as Windows-1252: check that its accents are right',
  table_without_text: 'table has pictures but no column of texts or labels',
  text_not_one_line: 'text beside a picture has several lines',
  hocr_broken: 'hOCR cannot be used',
  table_without_heading: 'table without known headings; its first row must name its columns',
  class_of_part: 'class of a part of a picture, which is not asked by itself',
  format_pdf: 'format not read: PDF',
  picture_unusable: 'picture cannot be used',
  picture_missing: 'picture is missing',
  picture_unclear: 'several pictures could belong to it, and none is guessed',
  picture_without_truth: 'no truth file, table or text belongs to the picture',
  picture_repeated: 'same picture under another name',
  picture_alike: 'picture that looks like another one; both are imported',
  taken_down: 'was taken down, and is not read again',
  read_by_truth: 'picture is read by a truth file',
  no_text_regions: 'no lines or words in it',
  no_page_size: 'page has no size, so its regions cannot be placed',
  rescaled:
    'picture has a different size from the one its page states, so its regions are scaled; check some',
  dimension_mismatch: 'dimension mismatch: the page and the picture have different proportions',
  other_page: 'page of another picture',
  no_coordinates: 'region without usable coordinates',
  no_size: 'region of zero or negative size',
  too_small: 'region smaller than 8 pixels',
  too_large: 'region larger than half of the page',
  outside: 'region lies outside the picture',
  text_too_long: 'text longer than 1 000 characters',
  cut_failed: 'region could not be cut from the picture',
  too_many_regions: 'page has more than 20 000 regions',
  stale_words: 'words do not add up to the text of their line, so the line is used',
  other_text: 'same region with another text',
  other_class: 'same picture with another class',
  line_read_by_words: 'line already read by words',
  other_kind: 'not of the kind of this corpus',
  other_script: 'text in another script, unfit here; import it into a corpus of its own',
  iiif_broken: 'IIIF document cannot be used',
  not_fetched: 'nothing could be fetched from the address',
  rights_not_open: 'rights of the manifest do not allow it',
  collection_loop: 'collection that was already read',
  too_many_canvases: 'too many canvases or manifests',
  canvas_without_picture: 'canvas has no picture',
  recording_unusable: 'recording cannot be used',
  recording_missing: 'recording is missing',
  recording_unclear: 'several recordings could belong to it, and none is guessed',
  recording_without_text: 'no transcript, table or text belongs to the recording',
  recording_repeated: 'same recording under another name',
  speech_broken: 'transcript cannot be used',
  no_times: 'part without usable times',
  too_many_cues: 'transcript has more than 50 000 parts',
  after_the_end: 'part begins after the end of the recording',
  nothing_heard: 'nothing is heard in it',
  other_words: 'same part with other words',
  canvas_of_sound_or_film: 'canvas of sound or film',
  annotation_remark: 'annotation that is a remark or a link, not a text or class of the picture',
  annotation_without_text: 'annotation without a text of its own',
  annotation_of_block: 'annotation of more or less than a line or word',
  annotation_of_point: 'annotation of a point, or of a place that cannot be read',
} as const satisfies Record<string, string>

/** The short name of a reason for leaving something out. */
export type SkipCode = keyof typeof skipReasons

/** The reason with that short name; throws if there is none. */
export function skipCode(name: string): SkipCode {
  const code = Object.keys(skipReasons).find((one): one is SkipCode => one === name)
  if (code === undefined) throw new Error(`there is no reason “${name}” for leaving something out`)
  return code
}

/** What was left out and why; `count` is the number of regions, rows or files in `what`. */
export type Skipped = { what: string; code: SkipCode; why: string; count: number }

/** One thing to leave out; `detail` makes the reason more specific. */
export type Skip = { what: string; code: SkipCode; detail?: string; count?: number }

/** Collects what is left out, and keeps the report short enough to read. */
export type SkipList = { add(skip: Skip): void; rows(): Skipped[] }

const rowsPerReasonMax = 1_000
const groupedInOneRow: ReadonlySet<SkipCode> = new Set(['other_file'])

/** Opens an empty list: one row for each thing and reason, and one for the rest if there are too many. */
export function openSkipList(): SkipList {
  const rows = new Map<string, Skipped>()
  const rowsOfReason = new Map<SkipCode, number>()
  return {
    add: ({ what, code, detail, count = 1 }) => {
      const why = detail ? `${skipReasons[code]}: ${detail}` : skipReasons[code]
      const known = rows.get(keyOf(code, what, why))
      if (known) {
        known.count += count
        return
      }
      const rowsSoFar = rowsOfReason.get(code) ?? 0
      if (rowsSoFar < (groupedInOneRow.has(code) ? 1 : rowsPerReasonMax)) {
        rowsOfReason.set(code, rowsSoFar + 1)
        rows.set(keyOf(code, what, why), { what, code, why, count })
        return
      }
      const rest = rows.get(code) ?? { what: 'others', code, why: skipReasons[code], count: 0 }
      rest.count += count
      rows.set(code, rest)
    },
    rows: () => [...rows.values()].map((row) => foldRest(row, rows)).filter((row) => row !== null),
  }
}

function keyOf(code: SkipCode, what: string, why: string): string {
  return `${code}\n${what}\n${why}`
}

// The row that sums up a reason names its first file, and how many more there were.
function foldRest(row: Skipped, rows: ReadonlyMap<string, Skipped>): Skipped | null {
  const rest = rows.get(row.code)
  if (!rest || !groupedInOneRow.has(row.code)) return { ...row }
  if (row === rest) return null
  return { ...row, what: `${row.what} and ${rest.count} more`, count: row.count + rest.count }
}
