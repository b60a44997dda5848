import type { ShownChallenge } from '../../core/shown-challenge.ts'
import { make } from '../../core/element.ts'
import type { Say, Word } from '../../words/language.ts'
import type { KindView, View } from '../kind.ts'
import type own from './words/en.json'
import { startWorkers, type Order } from './workers.ts'

const ANNOUNCED_EVERY_MS = 5000
const DRAWN_EVERY_MS = 250
const TEXT_CHARS = 8

type SayWork = Say<Word | keyof typeof own>

/** Work and time alone: nothing to read, to hear or to type. It answers by itself once both are over. */
export const workView: KindView = {
  name: 'work',
  css: '',
  _wording: { pictureFailed: 'workFailed' },
  _show: showWork,
}

function showWork(challenge: ShownChallenge, say: SayWork): View {
  const { puzzles, memory_kib: memoryKib, passes, floor_seconds: seconds } = challenge._work
  const startedMs = performance.now()
  const tags: string[] = []
  let done = 0
  const bar = make('progress', { max: '1', value: '0', 'aria-hidden': 'true' })
  bar.style.cssText = 'display:block;width:100%;margin-block:1em'
  // Screen readers say a progress bar by themselves, beside what is told; a meter they leave alone.
  const meter = make('div', { role: 'meter', 'aria-label': say('workDone') }, [bar])
  meter.ariaValueNow = '0'
  const told = make('p', { role: 'status' })
  // The group has the focus, as its name and description are said whole; of a text, only the first line.
  const help = make('p', { id: 'help' }, [say('workHelp')])
  const group = { tabindex: '-1', 'aria-describedby': 'help' }
  const element = make('fieldset', group, [make('legend', {}, [say('working')]), help, meter, told])
  let toldMs = startedMs

  // Part by part: the work is one, the time is the other.
  function draw(): boolean {
    const nowMs = performance.now()
    const share = Math.min(done / puzzles, (nowMs - startedMs) / (seconds * 1000 || 1), 1)
    bar.value = share
    const percent = Math.floor(share * 100)
    meter.ariaValueNow = String(percent)
    if (nowMs - toldMs >= ANNOUNCED_EVERY_MS) {
      toldMs = nowMs
      told.textContent = say('workPart', { percent })
    }
    return share === 1
  }

  const orders = Array.from({ length: puzzles }, (_, index): Order => ({
    index,
    salt: challenge.id,
    text: String(index).padStart(TEXT_CHARS, '0'),
    memoryKib,
    passes,
  }))
  const stop = startWorkers(orders, {
    onSolved({ index, tag }) {
      tags[index] = encode(tag ?? [])
      done += 1
      return element.isConnected
    },
    onFailed() {
      clearInterval(timer)
      element.dispatchEvent(new Event('error'))
    },
  })
  const timer = setInterval(() => {
    const isLeft = !element.isConnected
    const isOver = draw()
    if (!isLeft && !isOver) return
    clearInterval(timer)
    stop()
    if (!isLeft) element.dispatchEvent(new Event('solved', { bubbles: true }))
  }, DRAWN_EVERY_MS)

  return {
    _element: element,
    _firstField: element,
    _readAnswer: () =>
      tags.length === puzzles && done === puzzles
        ? { is: 'answer', _answer: { work: tags } }
        : { is: 'incomplete', _message: say('working'), _field: element },
  }
}

// Base64url, without its end.
function encode(bytes: Iterable<number>): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}
