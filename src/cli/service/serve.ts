import { resolve } from 'node:path'
import type { Command } from '../command.ts'

/** `incipit serve`: runs the service until it is told to stop. */
export const serve: Command = {
  usage: 'serve',
  summary: 'runs the service',
  flags: {},
  isService: true,
  words: [0, 0],
  run: async (context) => {
    const store = context.openStore()
    const service = await context.startService(store, null)
    context.print(
      [
        `Incipit listens on ${service.url} (ready: ${service.url}/health/ready). Ctrl-C stops it.`,
        `Its data folder is ${resolve(context.config.dataDir)}.`,
      ].join('\n'),
    )
    await context.untilStopped()
    await service.stop()
    return { text: 'Incipit has stopped.', json: { url: service.url, stopped: true } }
  },
}
