import { setPriority } from 'node:os'
import { eachOf, openClient } from './client.ts'
import { inOne48 } from './networks.ts'

// A process of its own, so that the honest visitors of the red team do not wait for its attackers: so many connections
// ask for one address, from one /48, each again as soon as it is answered. Prints the statuses in the end.

const [origin = '', path = '', connections = '64', seconds = '4'] = process.argv.slice(2)
const client = openClient(origin, Number(connections))
const statuses: Record<string, number> = {}
setPriority(10)
const untilMs = performance.now() + Number(seconds) * 1_000
let sent = 0
console.log('begun')
await eachOf([...Array(Number(connections)).keys()], Number(connections), async () => {
  while (performance.now() < untilMs) {
    const { status } = await client.send({ path, from: inOne48((sent += 1)) })
    statuses[status] = (statuses[status] ?? 0) + 1
  }
})
console.log(JSON.stringify(statuses))
client.close()
