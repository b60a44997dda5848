import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sentenceOf } from '../../src/cli/refusal-sentences.ts'
import type { JobContext } from '../../src/jobs/context.ts'
import { jobKinds } from '../../src/jobs/kinds.ts'
import type { RunnerContext } from '../../src/jobs/runner.ts'
import type { Stock } from '../../src/jobs/stock.ts'
import { kinds as challengeKinds } from '../../src/kinds/kinds.ts'
import { openPoolSizes } from '../../src/kinds/pool-sizes.ts'
import type { Store } from '../../src/model/store.ts'
import type { Clock } from '../../src/model/stores.ts'
import { measureLook } from '../../src/picture/look.ts'
import { drawVariant } from '../../src/picture/variant.ts'
import type { Config } from '../../src/config.ts'
import { challengeSettingsOf, readConfig } from '../../src/read-config.ts'

const noStock: Stock = { lacking: () => Promise.resolve([]), note: () => undefined }

type Given = { clock: Clock; process?: string; context?: Partial<JobContext> } & Partial<
  Pick<RunnerContext, 'kinds' | 'log'>
>

/** A runner of the jobs of a store; it draws, imports and exports only if the test provides it. */
export function jobsContext(
  store: Store,
  { clock, process = 'worker', context, kinds = jobKinds, log = () => undefined }: Given,
): RunnerContext {
  const config = readConfig({}, {}) as Config
  const missing = (): never => assert.fail('the test provides no outside world')
  return {
    context: {
      ...store,
      clock,
      random: randomBytes,
      settings: challengeSettingsOf(config),
      kinds: challengeKinds,
      poolSizes: openPoolSizes({ queue: store.queue, clock }),
      unmatched: new Map(),
      drawVariant,
      measureLook,
      stock: noStock,
      openPage: missing,
      openSound: missing,
      openSpeaker: missing,
      openVoices: missing,
      openReader: missing,
      openFolder: missing,
      refuseUnreadable: missing,
      openOut: missing,
      openWeb: missing,
      version: '0',
      explain: sentenceOf,
      ...context,
    },
    kinds,
    process,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    log,
  }
}
