import { setTimeout as delay } from 'node:timers/promises'
import { sentenceOf } from './cli/refusal-sentences.ts'
import { challengeSettingsOf, readConfig } from './read-config.ts'
import { jobKinds } from './jobs/kinds.ts'
import { nameProcess } from './jobs/process-name.ts'
import { runJobs } from './jobs/runner.ts'
import { openStock } from './jobs/stock.ts'
import { serveAsWorker } from './jobs/worker-process.ts'
import { kinds } from './kinds/kinds.ts'
import { openPoolSizes } from './kinds/pool-sizes.ts'
import { openTesseract } from './picture/tesseract.ts'
import { measureLook } from './picture/look.ts'
import { drawVariant } from './picture/variant.ts'
import { provide } from './provide.ts'

// The process that runs the jobs beside a service, which starts it. Its settings come by the environment.
await serveAsWorker(async (stopped, log) => {
  const config = readConfig({}, process.env)
  if ('fault' in config) throw new Error(config.fault)
  const provided = provide(config)
  const store = provided.openStore({ rests: true })
  const { clock, random } = provided
  const context = {
    ...provided,
    ...store,
    settings: challengeSettingsOf(config),
    kinds,
    poolSizes: openPoolSizes({ queue: store.queue, clock }),
    unmatched: new Map<string, number>(),
    drawVariant,
    stock: openStock({ ...store, clock, megabytesMax: config.stockMegabytes }),
    openReader: openTesseract,
    measureLook,
    explain: sentenceOf,
  }
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    delay(ms, undefined, { signal }).catch(() => undefined)
  await runJobs({ context, kinds: jobKinds, process: nameProcess(random), pause, log }, stopped)
  await store.close()
})
