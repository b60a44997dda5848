import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Attack, Finding } from '../attack.ts'
import type { Site, Target } from '../lab.ts'
import { household } from '../networks.ts'
import { sendRaw } from '../raw.ts'
import { answer, ask } from '../visit.ts'

const plan = { known: 30, unknown: 30 }
const host = 'Host: captcha.example'
const documentedSeconds = 15
const lateSeconds = 3

/** Slow senders, racing answers, doubtful HTTP, open files and keys. */
export const edges: Attack = {
  name: 'F11',
  title: 'be slow, race, send doubtful HTTP, look at files and defaults',
  before:
    'slow bodies held for 84 s instead of 15; racing answers got 404 instead of 409; two Host headers and HTTP/0.9 got 200; imports.sqlite was 0644; test keys on by default; the hint for --allow-host had no brackets',
  right: 'as documented',
  run: async (lab, size) => {
    const target = await lab.open(plan)
    const site = await target.addSite()
    const slow = size === 'full' ? senders(target) : Promise.resolve([])
    const found = [
      await race(target, site),
      ...(await doubtfulHttp(target)),
      fileModes(target),
      await testKeys(target),
      await allowHostHint(target),
    ]
    return [...(await slow), ...found]
  },
}

function senders({ client }: Target): Promise<Finding[]> {
  const body = `POST /api/challenge HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{`
  const texts = { headers: `GET /health/live HTTP/1.1\r\n${host}\r\nX-Slow: `, body, nothing: '' }
  return Promise.all(
    Object.entries(texts).map(async ([what, text]) => {
      const { got, seconds } = await sendRaw(client.origin, text, text === '' ? 0 : 500)
      return {
        what: `a connection that sends ${what === 'nothing' ? what : `its ${what} letter by letter`}`,
        measured: `is closed after ${seconds} s (${/HTTP\/1\.1 (\d+)/.exec(got)?.[1] ?? 'no reply'})`,
        holds: seconds <= documentedSeconds + lateSeconds,
        isOfTime: true,
      }
    }),
  )
}

async function race(target: Target, site: Site): Promise<Finding> {
  const from = household(1)
  const outcomes: (string | number)[] = []
  for (let n = 0; n < 5; n += 1) {
    const challenge = await ask(target, site, from)
    if (typeof challenge === 'number') continue
    const texts = (): string => 'anything'
    const racing = Array.from({ length: 20 }, () =>
      answer(target, site, { challenge, texts, from }),
    )
    outcomes.push(...(await Promise.all(racing)))
  }
  const conflicts = outcomes.filter((outcome) => outcome === 409).length
  return {
    what: 'twenty answers at once to one challenge, five times',
    measured: `${outcomes.length - conflicts} verdicts or other replies, ${conflicts} times 409`,
    holds: conflicts === 95 && !outcomes.includes(404),
  }
}

async function doubtfulHttp({ client }: Target): Promise<Finding[]> {
  const texts = {
    'two Host headers': `GET /health/live HTTP/1.1\r\n${host}\r\nHost: other.example\r\nConnection: close\r\n\r\n`,
    'HTTP/0.9': 'GET /health/live\r\n\r\n',
  }
  return Promise.all(
    Object.entries(texts).map(async ([what, text]) => {
      const { got } = await sendRaw(client.origin, text, 0)
      const status = /HTTP\/1\.1 (\d+)/.exec(got)?.[1] ?? 'no reply'
      return { what: `a request with ${what}`, measured: status, holds: status === '400' }
    }),
  )
}

function fileModes({ dataDir }: Target): Finding {
  const open = ['incipit.sqlite', 'imports.sqlite'].filter((name) => {
    const found = statSync(join(dataDir, name), { throwIfNoEntry: false })
    return found !== undefined && (found.mode & 0o077) !== 0
  })
  return {
    what: 'files of the store that others on the machine may read',
    measured: open.length === 0 ? 'none' : open.join(', '),
    holds: open.length === 0,
  }
}

async function testKeys({ client }: Target): Promise<Finding> {
  const body = { sitekey: '10000000-ffff-ffff-ffff-000000000001' }
  const { status } = await client.send({ path: '/api/challenge', from: household(2), body })
  return {
    what: 'the published test keys, in a service as it is started',
    measured: status === 200 ? 'give a pass' : `${status}`,
    holds: status !== 200,
  }
}

async function allowHostHint({ command, corpus }: Target): Promise<Finding> {
  const address = 'http://[::1]:9/manifest.json'
  const rights = ['--licence', 'CC0-1.0', '--credit', 'Red team']
  const said = await command(
    'corpus',
    'import',
    address,
    '--corpus',
    `${corpus}-2`,
    ...rights,
  ).catch(String)
  const text = JSON.stringify(said)
  const hint = /--allow-host [^\s".]+/.exec(text)?.[0] ?? 'no hint'
  return {
    what: 'the hint for --allow-host with an address of IPv6',
    measured: hint,
    holds: hint.includes('[::1]'),
  }
}
