import type { ShownCredit } from './shown-challenge.ts'
import { showCredits } from './credits.ts'
import { make, makeButton } from './element.ts'
import type { Say, WidgetLanguage } from '../words/language.ts'
import type { WireWay } from '../../wire/challenge.ts'
import { showWays } from './ways.ts'
import type { KindViews } from '../kinds/kind.ts'
import { css } from './box.css'

// The buttons that come and go with what is asked.
const waiting = ['validate', 'another', 'playAgain'] as const

type Button = (typeof waiting)[number]

/** What each button does; the close button is there only if there is something to close. */
type Presses = Readonly<
  Record<Button, () => void> & { _choose: (way: WireWay) => void; _close: (() => void) | null }
>

const NO_WORDS =
  'The sentences of this box could not be loaded. It uses short English words instead.'

/** A sentence for the visitor, with its colour; plain when none is given. */
export type Message = { _sentence: string; _tone?: 'right' | 'wrong' }

/** The widget's box in the page, around any challenge; it only draws and decides nothing. */
export type WidgetBox = {
  _root: ShadowRoot
  /** Switches to a language; if its words did not load, the box says so in English. */
  _setLanguage: (language: WidgetLanguage) => void
  /** Shows a challenge, its credits and a way to report its pictures, or nothing. */
  _show: (
    element: HTMLElement | null,
    credits: readonly ShownCredit[],
    report?: HTMLElement,
  ) => void
  /** Shows a sentence, also to screen readers, and removes any alert. */
  say: (message: Message) => void
  /** Says what failed or ends, with a button against it. */
  _showAlert: (
    sentence: string,
    retry: { _label: string; _isFocused: boolean; run: () => void },
  ) => void
  /** Offers the ways of passing that a challenge names. */
  _showWays: (of: Parameters<typeof showWays>[0], say: Say) => void
  /** Shows these buttons and no other. */
  _showButtons: (buttons: readonly Button[]) => void
  /**
   * While busy, the challenge and its buttons look inactive and stay in place; the focus goes from what will be
   * replaced to the button that validates, as a screen reader says nothing of a focus that comes in place of what is gone.
   */
  _setBusy: (isBusy: boolean) => void
  _focusStatus: () => void
  _hasFocus: () => boolean
}

/** Where a box is drawn, its colours, where its links lead, and the kinds whose styles it needs. */
export type BoxPlace = {
  _host: HTMLElement
  _colors: string
  _about: string
  _kinds: KindViews
}

/** Draws an empty box into the host's shadow, out of reach of the page's styles and of its form. */
export function drawBox(place: BoxPlace, onPress: Presses): WidgetBox {
  const root = place._host.attachShadow({ mode: 'open' })
  const status = make('div', { class: 'status', role: 'status', tabindex: '-1' })
  const content = make('div', { class: 'content' })
  const alert = make('div', { class: 'alert', role: 'group' })
  const buttons = makeButtons(onPress)
  const actions = make(
    'div',
    { class: 'actions' },
    waiting.map((name) => buttons[name]),
  )
  const ways = make('div', { class: 'ways', role: 'group' })
  const credits = make('div', { class: 'credits' })
  const notice = make('div', { class: 'notice' })
  const group = make('div', { class: 'box', role: 'group' }, [
    buttons.close,
    status,
    content,
    alert,
    actions,
    ways,
    credits,
    notice,
  ])
  addStyle(root, [place._colors, css, ...place._kinds.map((kind) => kind.css)].join(''))
  root.append(group)
  // To what this is, and what is kept.
  const links = make('section')
  let tryAgain = (): void => {}
  const retry = makeButton('', () => {
    tryAgain()
  })
  return {
    _root: root,
    _setLanguage({ tag, _direction: direction, _isWhole: isWhole, say }) {
      // Everything follows the widget's own language, even in a page of the other direction.
      group.lang = tag
      group.dir = direction
      group.setAttribute('aria-label', say('humanCheck'))
      for (const [name, button] of Object.entries(buttons)) button.textContent = say(name as Button)
      notice.textContent = isWhole ? '' : NO_WORDS
      links.replaceChildren(
        ...(['about', 'privacy'] as const).map((part) =>
          make('a', { href: `${place._about}&lang=${tag}#${part}`, target: '_blank' }, [say(part)]),
        ),
      )
    },
    _show(element, shownCredits, report) {
      content.replaceChildren(...(element ? [element] : []))
      credits.replaceChildren(...showCredits(shownCredits), links, ...(report ? [report] : []))
    },
    say({ _sentence: sentence, _tone: tone = 'plain' }) {
      alert.replaceChildren()
      status.textContent = sentence
      status.dataset['tone'] = tone
    },
    _showAlert(sentence, { _label: label, _isFocused: isFocused, run }) {
      tryAgain = run
      retry.textContent = label
      status.textContent = ''
      // Said as it comes, and with the button, whose focus cuts short what was being said.
      alert.setAttribute('aria-label', sentence)
      alert.replaceChildren(make('p', { role: 'alert' }, [sentence]), retry)
      if (isFocused) retry.focus()
    },
    _showWays(of, say) {
      ways.setAttribute('aria-label', say('ways'))
      ways.replaceChildren(...showWays(of, say, onPress._choose))
    },
    _showButtons(offered) {
      for (const name of waiting) buttons[name].hidden = !offered.includes(name)
    },
    _setBusy(isBusy) {
      group.toggleAttribute('data-busy', isBusy)
      for (const name of waiting) buttons[name].setAttribute('aria-disabled', String(isBusy))
      if (isBusy && root.activeElement?.closest('fieldset,details')) buttons.validate.focus()
    },
    _focusStatus: () => {
      status.focus()
    },
    _hasFocus: () => root.activeElement !== null,
  }
}

function makeButtons(onPress: Presses): Record<Button | 'close', HTMLButtonElement> {
  const buttons = {
    validate: makeButton('main', onPress.validate),
    another: makeButton('', onPress.another),
    playAgain: makeButton('main', onPress.playAgain),
    close: makeButton('close', onPress._close),
  }
  for (const name of waiting) buttons[name].hidden = true
  buttons.close.hidden = !onPress._close
  return buttons
}

// A strict content policy allows a constructed sheet but not a style element.
function addStyle(root: ShadowRoot, rules: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', {}, [rules]))
  }
}
