import { make } from '../../core/element.ts'
import type { playRound } from '../../core/play-round.ts'
import type { makeReport } from '../../core/report.ts'
import type { WatchEnd } from '../../core/state.ts'
import type { showFrame } from './show-frame.ts'

/** What few visitors need: the frame of the other ways, the announcement of a challenge's end, reports, and games. */
export type More = {
  _watchEnd: WatchEnd
  _showFrame: typeof showFrame
  _makeReport: typeof makeReport
  _playRound: typeof playRound
}

/** The element of the script that has it, once it has run. */
export type MoreScript = HTMLScriptElement & { _more?: More }

/** Where that script is, below the root of the service, and its integrity value, written in by the build. */
declare const MORE_PATH: string
declare const MORE_INTEGRITY: string

type Policy = { createScriptURL: (url: string) => string }
type Factory = { createPolicy: (name: string, rules: Policy) => Policy }

// One for the page: its content policy allows a name only once.
let policy: Policy | undefined

/**
 * Loads what few visitors need, with the integrity value that this payload has for it, so that the page's own covers it;
 * null if the page or the network does not let it in. A page that allows scripts by their nonces gave the payload one.
 */
export function loadMore(root: string, nonce: string): Promise<More | null> {
  return new Promise<More | null>((resolve) => {
    const script: MoreScript = make('script', {
      nonce,
      integrity: MORE_INTEGRITY,
      crossorigin: '',
      src: trust(root + MORE_PATH),
    })
    // Nobody else knows of the element.
    // oxlint-disable-next-line prefer-add-event-listener
    script.onload = script.onerror = () => {
      resolve(script._more ?? null)
    }
    document.head.append(script)
  }).catch(() => null)
}

// A page may ask for trusted addresses.
function trust(url: string): string {
  const { trustedTypes: factory } = globalThis as { trustedTypes?: Factory }
  policy ??= factory?.createPolicy('ocapi', { createScriptURL: (own) => own })
  return policy?.createScriptURL(url) ?? url
}
