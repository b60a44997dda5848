import { drawJob } from './draw.ts'
import { exportJob } from './export.ts'
import { importJob } from './import.ts'
import type { JobKind } from './kind.ts'
import { refitJob } from './refit.ts'
import { refreshJob } from './refresh.ts'
import { replenishJob } from './replenish.ts'
import { settleJob } from './settle.ts'
import { sweepJob } from './sweep.ts'
import { voicesJob } from './voices.ts'

/** Every kind of work that runs beside the requests. */
export const jobKinds: Readonly<Record<string, JobKind>> = {
  sweep: sweepJob,
  settle: settleJob,
  refit: refitJob,
  refresh: refreshJob,
  replenish: replenishJob,
  draw: drawJob,
  import: importJob,
  export: exportJob,
  voices: voicesJob,
}
