import { altoExport } from './alto.ts'
import { srtExport, vttExport } from './captions.ts'
import { cocoExport } from './coco.ts'
import { csvExport, jsonLinesExport } from './csv.ts'
import type { ExportFormat } from './format.ts'
import { pageExport } from './page.ts'
import { teiExport } from './tei.ts'
import { iiifExport, webAnnotationExport } from './web-annotation.ts'

/** Every format that readings can be exported in. */
export const exportFormats: readonly ExportFormat[] = [
  pageExport,
  altoExport,
  iiifExport,
  webAnnotationExport,
  teiExport,
  vttExport,
  srtExport,
  csvExport,
  jsonLinesExport,
  cocoExport,
]

/** The names of the formats. */
export const exportFormatNames: readonly string[] = exportFormats.map(({ name }) => name)
