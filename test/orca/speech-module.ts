// An output module of Speech Dispatcher, which is started by it and told by its protocol what to say: instead of
// speaking, it writes each utterance to the file that it finds in UTTERANCES, and says at once that it has spoken.

import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** What a command is answered with: at once if it stands alone, or before and after the lines that follow it. */
const answers: Readonly<Record<string, readonly [string] | readonly [string, string]>> = {
  INIT: ['299 OK LOADED SUCCESSFULLY'],
  'LIST VOICES': ['200-writing\ten\tnone\n200 OK VOICE LIST SENT'],
  QUIT: ['210 OK QUIT'],
  STOP: [''],
  PAUSE: [''],
  SET: ['203 OK RECEIVING SETTINGS', '203 OK SETTINGS RECEIVED'],
  AUDIO: ['207 OK RECEIVING AUDIO SETTINGS', '203 OK AUDIO INITIALIZED'],
  LOGLEVEL: ['207 OK RECEIVING LOGLEVEL SETTINGS', '203 OK LOG LEVEL SET'],
  SPEAK: ['202 OK RECEIVING MESSAGE', '200 OK SPEAKING'],
  CHAR: ['202 OK RECEIVING MESSAGE', '200 OK SPEAKING'],
  KEY: ['202 OK RECEIVING MESSAGE', '200 OK SPEAKING'],
}

const characters: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
}

// Orca loses its place if an utterance has ended before it has asked to be told so.
const utteranceMs = 40

type State = { command: string; lines: string[] | null; speaking: NodeJS.Timeout | null }
const state: State = { command: '', lines: null, speaking: null }

for await (const line of createInterface({ input: process.stdin })) {
  if (state.lines === null) begin(line.trim())
  else if (line === '.') end(state.lines.join('\n'))
  else state.lines.push(line.replace(/^\.\./, '.'))
}

function begin(given: string): void {
  const [first, second] = answers[given] ?? ['300 ERR UNKNOWN COMMAND']
  state.command = given
  if (second !== undefined) state.lines = []
  reply(first)
  if (given === 'STOP' || given === 'PAUSE') stop()
  if (given === 'QUIT') process.exit(0)
}

function end(text: string): void {
  const { command } = state
  state.lines = null
  reply(answers[command]?.[1] ?? '')
  if (!/^(?:SPEAK|CHAR|KEY)$/.test(command)) return
  write(text)
  // Orca follows what it reads by these marks.
  const marks = [...text.matchAll(/<mark name="([^"]*)"/g)].map(
    ([, name]) => `700-${name}\n700 INDEX MARK`,
  )
  reply('701 BEGIN')
  state.speaking = setTimeout(() => {
    state.speaking = null
    reply([...marks, '702 END'].join('\n'))
  }, utteranceMs)
}

function stop(): void {
  if (state.speaking === null) return
  clearTimeout(state.speaking)
  state.speaking = null
  reply('703 STOP')
}

function write(text: string): void {
  const plain = text
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&\w+;/g, (entity) => characters[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (plain) appendFileSync(process.env['UTTERANCES'] ?? '/dev/null', `${plain}\n`)
}

function reply(text: string): void {
  if (text) process.stdout.write(`${text}\n`)
}
