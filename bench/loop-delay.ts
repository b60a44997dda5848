import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into the service by NODE_OPTIONS. When the service ends, it writes the delays of its event loop.
const file = process.env['BENCH_LOOP_DELAY_FILE']
if (file !== undefined && (process.argv[2] === 'serve' || process.argv[2] === 'demo')) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  process.on('SIGUSR2', () => delay.reset())
  process.on('exit', () => {
    const [max, p99] = [delay.max, delay.percentile(99)].map((ns) => Number((ns / 1e6).toFixed(1)))
    writeFileSync(file, JSON.stringify({ max_ms: max, p99_ms: p99 }))
  })
}
