import { closeChallenge } from '../../page/cycle.ts'
import { removeWidget } from '../../page/draw.ts'
import { emptyWidget, followForms } from '../../page/follow-forms.ts'
import { logError } from '../../page/log-error.ts'
import { findElement, readTextOption } from '../../page/options.ts'
import { start } from '../../page/run.ts'
import type { PageWidget, Response } from '../../page/widget.ts'
import { readOptions } from './options.ts'
import { renderInto } from './render.ts'
import type { ScriptParams } from './script.ts'

/** The methods of `window.hcaptcha`; none uses `this`, and the page may replace any. */
export type Api = ReturnType<typeof makeApi>

/** Makes the methods, over an empty page (contract: hCaptcha's JavaScript API). */
export function makeApi(script: ScriptParams) {
  let all: readonly PageWidget[] = []
  const watch = followForms(() => all)
  let count = -1

  function render(container?: unknown, options?: unknown): string | undefined {
    const element = findElement(container)
    if (!element) {
      logError('no container.')
      return undefined
    }
    forgetOrphans()
    const there = findIn(element)
    if (there) {
      logError('one already.')
      return there.id
    }
    const id = drawId()
    const widget = renderInto(element, readOptions(element, options, script, id))
    if (!widget) return undefined
    all = [...all, widget]
    watch(widget)
    return id
  }

  function execute(id?: unknown, config?: unknown): Promise<Response> | undefined {
    const [wanted, given] = split(id, config)
    const isAsync = given?.['async'] === true
    if (isAsync && !find(wanted))
      // The contract's rejections are bare strings, and its clients read them as such.
      // oxlint-disable-next-line prefer-promise-reject-errors
      return Promise.reject(all.length === 0 ? 'missing-captcha' : 'invalid-captcha-id')
    const widget = need(wanted)
    keepData(widget, given)
    const promise = isAsync
      ? new Promise<Response>((resolve, reject) => {
          widget._waiting.push((code, response) => {
            if (response) resolve(response)
            // oxlint-disable-next-line prefer-promise-reject-errors
            else reject(code)
          })
        })
      : undefined
    start(widget)
    return promise
  }

  function reset(id?: unknown): void {
    // Wrappers call reset before they have rendered.
    if (isFirst(id) && !find(id)) return
    emptyWidget(need(id))
  }

  function remove(id?: unknown): void {
    forget(need(id))
  }

  function close(id?: unknown): void {
    closeChallenge(need(id))
  }

  function getResponse(id?: unknown): string {
    return need(id)._fields._read()
  }

  function getRespKey(id?: unknown): string {
    return find(id)?._key ?? ''
  }

  function setData(id: unknown, data?: unknown): void {
    const [wanted, given] = split(id, data)
    const widget = need(wanted)
    if (!given) throw new Error('Invalid hCaptcha data.')
    keepData(widget, given)
  }

  function need(id: unknown): PageWidget {
    const found = find(id)
    if (found) return found
    throw new Error(
      all.length === 0 ? 'No hCaptcha exists.' : `Invalid hCaptcha id: ${readTextOption(id)}`,
    )
  }

  // Some containers leave the page silently, so the first visible widget takes precedence.
  function find(id: unknown): PageWidget | undefined {
    if (!isFirst(id)) return all.find((widget) => widget.id === readTextOption(id))
    forgetOrphans()
    return all.find((widget) => widget._container.isConnected) ?? all[0]
  }

  function findIn(element: Element): PageWidget | undefined {
    const { hcaptchaWidgetId: marked } = (element as HTMLElement).dataset
    return all.find(({ id, _container: container }) => id === marked || container === element)
  }

  // The page has emptied the container itself.
  function forgetOrphans(): void {
    for (const widget of all) if (!widget._isInPage()) forget(widget)
  }

  function forget(widget: PageWidget): void {
    all = all.filter((other) => other !== widget)
    removeWidget(widget)
  }

  // A counter, so that every id of the page is unique; a string, so that the first is not falsy.
  function drawId(): string {
    count += 1
    return `${count}${Date.now()}`
  }

  return { render, execute, reset, remove, close, getResponse, getRespKey, setData }
}

function keepData(widget: PageWidget, data: Given): void {
  if (data?.['rqdata'] !== undefined) widget._asked = { rqdata: readTextOption(data['rqdata']) }
}

function isFirst(id: unknown): boolean {
  return id === undefined || id === null || id === ''
}

type Given = Readonly<Record<string, unknown>> | null

// The id may be omitted before an object.
function split(id: unknown, given: unknown): [id: unknown, given: Given] {
  if (typeof id === 'object' && id !== null) return [undefined, id as Given]
  return [id, typeof given === 'object' ? (given as Given) : null]
}
