import { exportFormats, exportFormatNames } from '../../corpus/formats/write/formats.ts'
import type { ExportFormat } from '../../corpus/formats/write/format.ts'
import type { ReadingsExport } from '../exports/export-readings.ts'
import { hasShape, isKeptText, isOneOf, isTextOrNull } from './shape.ts'

/** Which readings to export, how, and into which folder, by its whole path. */
export type ExportRequest = Omit<ReadingsExport, 'out'> & { path: string }

/** An export as it is kept with its job: what to export, who asked and when, and whose corpus it is. */
export type AskedExport = Omit<ExportRequest, 'format'> & {
  format: string
  by: string
  organisation: string
  askedAtMs: number
}

/** The export that a job was asked for; null if what is kept cannot be read. */
export function readAskedExport(
  kept: unknown,
): (Omit<AskedExport, 'format'> & { format: ExportFormat }) | null {
  if (!hasShape<AskedExport>(kept, shape)) return null
  const format = exportFormats.find(({ name }) => name === kept.format)
  return format ? { ...kept, format } : null
}

const shape = {
  by: isKeptText,
  organisation: isKeptText,
  askedAtMs: Number.isSafeInteger,
  corpus: isKeptText,
  format: isOneOf(exportFormatNames),
  which: isOneOf(['gold', 'all']),
  baseUrl: isTextOrNull,
  path: isKeptText,
}
