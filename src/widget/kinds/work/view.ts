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
  const bar = make('progress', { max: '1', value: '0', 'aria-label': say('workDone') })
  bar.style.cssText = 'display:block;width:100%;margin-block:1em'
  const told = make('p', { role: 'status' })
  // A screen reader says the legend with it, as it enters the group.
  const task = make('p', { tabindex: '-1' }, [say('workHelp')])
  const element = make('fieldset', {}, [make('legend', {}, [say('working')]), task, bar, told])
  let toldMs = startedMs

  // Part by part: the work is one, the time is the other.
  function draw(): boolean {
    const nowMs = performance.now()
    const share = Math.min(done / puzzles, (nowMs - startedMs) / (seconds * 1000 || 1), 1)
    bar.value = share
    if (nowMs - toldMs >= ANNOUNCED_EVERY_MS) {
      toldMs = nowMs
      told.textContent = say('workPart', { percent: Math.floor(share * 100) })
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
    _firstField: task,
    _readAnswer: () =>
      tags.length === puzzles && done === puzzles
        ? { is: 'answer', _answer: { work: tags } }
        : { is: 'incomplete', _message: say('working'), _field: task },
  }
}

// Base64url, without its end.
function encode(bytes: Iterable<number>): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}
