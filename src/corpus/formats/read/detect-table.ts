import type { Fault } from './encoding.ts'
import type { DetectedFile } from './format.ts'
import type { Table } from './table.ts'

/** The detection result of a file that was read as a table. */
export function detectedTable(table: Table | Fault): DetectedFile {
  return 'fault' in table
    ? { is: 'nothing', code: 'table_broken', detail: table.fault }
    : { is: 'table', ...table }
}
