import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from '../test/browser/shared-browser.ts'
import { keepResult, quantile } from './services.ts'
import { serveWidget, widgetPeers, type WidgetServer } from './peers/serve-widget.ts'
import { openSlowLink, type SlowLink } from './slow-link.ts'
import { comings, visit, visitPeer, type Visit } from './trip-visits.ts'

/**
 * How long a visitor on a slow mobile network waits between the press on the checkbox and the pictures, and what
 * comes down meanwhile. `prepared`: the pointer was on the box two seconds before; `at once`: it comes and presses.
 * Beside them, from the press to the pass, what peers do that ask no person anything.
 * With `-- trip PROGRAM` an earlier program is measured beside this one, visit by visit in turn.
 */

const own = fileURLToPath(new URL('../bin/incipit', import.meta.url))
const network = { roundTripMs: 400, bytesPerMs: 50 }
const rounds = 2
const drawingMs = 20_000
const kinds = [
  { kind: 'transcription', pictures: 2, sitekey: '00000000-0000-4000-8000-000000000001' },
  { kind: 'classification', pictures: 9, sitekey: '00000000-0000-4000-8000-000000000002' },
] as const

type Service = { child: ChildProcess; link: SlowLink; dataDir: string }

async function startService(program: string): Promise<Service> {
  const dataDir = mkdtempSync(join(tmpdir(), 'incipit-bench-'))
  const settings = [
    '--port',
    '0',
    '--data',
    dataDir,
    '--log-level',
    'silent',
    '--limits-percent',
    '0',
  ]
  const child = spawn(program, ['demo', ...settings], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    const origin = /listens on (http:\S+)/.exec(text)?.[1]
    if (origin !== undefined) return { child, dataDir, link: await openSlowLink(origin, network) }
  }
  throw new Error(`the service did not start: ${text}`)
}

function summarise(visits: readonly Visit[]): object {
  const of = (part: keyof Visit, share = 0.5): number =>
    Math.round(
      quantile(
        visits.map((one) => one[part]),
        share,
      ),
    )
  return {
    ms: of('ms'),
    msMax: of('ms', 1),
    bytes: of('bytes'),
    bytesMax: of('bytes', 1),
    requests: of('requests'),
    connections: of('connections'),
  }
}

const [earlier] = process.argv.slice(2)
const services = new Map([['this', await startService(own)]])
if (earlier !== undefined) services.set('earlier', await startService(earlier))
const widgets = new Map<string, WidgetServer & { link: SlowLink; box: string }>()
for (const [name, peer] of Object.entries(widgetPeers)) {
  const served = await serveWidget(peer)
  widgets.set(name, { ...served, link: await openSlowLink(served.origin, network), box: peer.box })
}
const browser = await launchBrowser()
const visits = new Map<string, Visit[]>()
await pause(drawingMs)
for (let round = 0; round < rounds; round += 1) {
  for (const [name, { link, box }] of widgets) {
    const label = `${name}: its pass`
    visits.set(label, [...(visits.get(label) ?? []), await visitPeer(browser, link, box)])
  }
  for (const { kind, pictures, sitekey } of kinds)
    for (const coming of comings)
      for (const [name, { link }] of services) {
        const label = `${name}: ${kind}, ${coming}`
        const seen = await visit(browser, link, { sitekey, pictures, coming })
        visits.set(label, [...(visits.get(label) ?? []), seen])
      }
}
await browser.close()
for (const { link, close } of widgets.values()) {
  link.close()
  await close()
}
for (const { child, link, dataDir } of services.values()) {
  link.close()
  child.kill()
  rmSync(dataDir, { recursive: true, force: true })
}
keepResult({
  bench: 'trip',
  at: new Date().toISOString(),
  node: process.version,
  load: loadavg(),
  network,
  rounds,
  visits: Object.fromEntries([...visits].map(([label, seen]) => [label, summarise(seen)])),
})
