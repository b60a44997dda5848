const hourMs = 3_600_000
const minuteMs = 60_000
const mebibyte = 1024 * 1024

/** The limits within which IIIF is read. */
export const iiifLimits = {
  canvasesPerManifest: 10_000,
  manifestsPerImport: 100_000,
  collectionsPerImport: 10_000,
  imagesPerCanvas: 100,
  annotationPagesPerCanvas: 100,
  /** Of pages of annotations that lead to one another. */
  pagesInSequence: 10_000,
  annotationsPerPage: 100_000,
  textChars: 1_000,
  /** Of a picture that is asked for; larger ones are not decoded. */
  pixels: 100_000_000,
} as const

/** What manifests, pictures and archives may cost, and how long a copy of each is fresh. */
export const webLimits = {
  document: { sizeBytesMax: 64 * mebibyte, timeMaxMs: 5 * minuteMs, freshForMs: 0 },
  picture: { sizeBytesMax: 512 * mebibyte, timeMaxMs: 15 * minuteMs, freshForMs: 24 * hourMs },
  /** Of what the operator has named, which may be an archive. */
  start: { sizeBytesMax: 20 * 1024 * mebibyte, timeMaxMs: 12 * hourMs, freshForMs: 0 },
} as const
