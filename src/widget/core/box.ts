import type { ShownCredit } from './challenge.ts'
import { showCredits } from './credits.ts'
import { make } from './element.ts'
import type { Language } from '../words/language.ts'
import { kindViews } from '../kinds/kinds.ts'
import { css } from './box.css'

type Button = 'validate' | 'another' | 'playAgain'

/** What each button does; one to close stands there only where there is something to close. */
type Presses = Readonly<Record<Button, () => void> & { close: (() => void) | null }>

/** A sentence for the visitor, with its colour; plain when none is given. */
export type Message = { sentence: string; tone?: 'right' | 'wrong' }

/** The widget's box in the page, around any challenge; it draws what it is told and decides nothing. */
export type WidgetBox = {
  root: ShadowRoot
  /** Shows a challenge, its credits and a way to report its pictures, or nothing. */
  show: (element: HTMLElement | null, credits: readonly ShownCredit[], report?: HTMLElement) => void
  /** Says a sentence to eyes and screen readers, and takes away any alert. */
  say: (message: Message) => void
  /** Says what failed, with a button to try again. */
  alarm: (sentence: string, retry: { isFocused: boolean; run: () => void }) => void
  /** Shows these buttons and no other. */
  offer: (buttons: readonly Button[]) => void
  /** While busy the challenge and its buttons look asleep; they stay in place, and so does focus. */
  setBusy: (isBusy: boolean) => void
  focusStatus: () => void
  hasFocus: () => boolean
}

/** Draws an empty box into the host's shadow, out of reach of the page's styles and of its form. */
export function drawBox(host: HTMLElement, language: Language, onPress: Presses): WidgetBox {
  const { root, status, alert, content, credits, group, buttons } = makeParts(
    host,
    language,
    onPress,
  )
  const { words } = language
  return {
    root,
    show(element, shownCredits, report) {
      content.replaceChildren(...(element ? [element] : []))
      credits.replaceChildren(...showCredits(shownCredits), ...(report ? [report] : []))
    },
    say({ sentence, tone = 'plain' }) {
      alert.replaceChildren()
      status.textContent = sentence
      status.dataset['tone'] = tone
    },
    alarm(sentence, { isFocused, run }) {
      const button = makeButton(words.tryAgain, '', run)
      status.textContent = ''
      alert.replaceChildren(make('p', {}, [sentence]), button)
      if (isFocused) button.focus()
    },
    offer(offered) {
      for (const name of Object.keys(buttons) as Button[]) {
        buttons[name].hidden = !offered.includes(name)
      }
    },
    setBusy(isBusy) {
      group.toggleAttribute('data-busy', isBusy)
      for (const button of Object.values(buttons)) {
        button.setAttribute('aria-disabled', String(isBusy))
      }
    },
    focusStatus: () => {
      status.focus()
    },
    hasFocus: () => root.activeElement !== null,
  }
}

function makeParts(host: HTMLElement, { tag, direction, words }: Language, onPress: Presses) {
  const root = host.attachShadow({ mode: 'open' })
  const status = make('div', { class: 'status', role: 'status', tabindex: '-1' })
  const content = make('div', { class: 'content' })
  const alert = make('div', { class: 'alert', role: 'alert' })
  const buttons = {
    validate: makeButton(words.validate, 'main', onPress.validate),
    another: makeButton(words.another, '', onPress.another),
    playAgain: makeButton(words.playAgain, 'main', onPress.playAgain),
  }
  const actions = make('div', { class: 'actions' }, Object.values(buttons))
  for (const button of Object.values(buttons)) button.hidden = true
  if (onPress.close) actions.append(makeButton(words.close, 'close', onPress.close))
  const credits = make('div', { class: 'credits' })
  const group = make(
    'div',
    // All of it follows its own language: in a page written the other way, half would follow the page.
    { class: 'box', role: 'group', 'aria-label': words.title, lang: tag, dir: direction },
    [status, content, alert, actions, credits],
  )
  addStyle(root)
  root.append(group)
  return { root, status, content, alert, buttons, credits, group }
}

/** Makes a button that sends no form. */
export function makeButton(
  text: string,
  className: string,
  onPress: () => void,
): HTMLButtonElement {
  const button = make('button', { type: 'button', class: className }, [text])
  button.addEventListener('click', onPress)
  return button
}

// A constructed sheet is let through by a strict content policy, a style element is not.
function addStyle(root: ShadowRoot): void {
  const rules =
    css +
    Object.values(kindViews)
      .map((kind) => kind.css)
      .join('')
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(rules)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', {}, [rules]))
  }
}
