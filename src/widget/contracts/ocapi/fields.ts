import { make } from '../../core/element.ts'
import type { OcapiRelease } from './releases.ts'

/** The hidden inputs that carry the challenge's id into the page's form. */
export type OcapiFields = {
  /** The challenge now asked, or null; a pass that is held stays. */
  _showChallenge: (challengeId: string | null) => void
  _showPass: (challengeId: string) => void
  _dropPass: () => void
}

/** Adds a release's hidden inputs to the placeholder; `holdsPass` keeps a passed id while others are played. */
export function addOcapiFields(
  placeholder: HTMLElement,
  page: { _release: OcapiRelease; _clientId: string; _holdsPass: boolean },
): OcapiFields {
  const { _release: release, _clientId: clientId, _holdsPass: holdsPass } = page
  const inputs = release.challengeFields.map((name) => makeField(name, ''))
  placeholder.append(...inputs, ...release.clientFields.map((name) => makeField(name, clientId)))
  let askedId = ''
  let heldId = ''

  function write(): void {
    for (const input of inputs) input.value = heldId || askedId
  }

  return {
    _showChallenge(challengeId) {
      askedId = challengeId ?? ''
      write()
    },
    _showPass(challengeId) {
      if (holdsPass) heldId = challengeId
      askedId = holdsPass ? '' : challengeId
      write()
    },
    _dropPass() {
      heldId = ''
      write()
    },
  }
}

function makeField(name: string, value: string): HTMLInputElement {
  return make('input', { type: 'hidden', name, value })
}
