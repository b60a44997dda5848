/** The sentences of the checkbox, in one language. The titles are those that hCaptcha's own frames have. */
export type CheckboxWords = {
  title: string
  challengeTitle: string
  label: string
  expired: string
  unreachable: string
  failed: string
}

const english: CheckboxWords = {
  title: 'Widget containing checkbox for hCaptcha security challenge',
  challengeTitle: 'Main content of the hCaptcha challenge',
  label: 'I am human',
  expired: 'Time is up. Please check again.',
  unreachable: 'No connection. Please try again.',
  failed: 'That failed. Please try again later.',
}

const french: CheckboxWords = {
  title: 'Widget contenant une case à cocher pour le défi de sécurité hCaptcha',
  challengeTitle: 'Contenu principal du défi hCaptcha',
  label: 'Je suis humain',
  expired: 'Le temps est écoulé. Cochez à nouveau.',
  unreachable: 'Pas de connexion. Réessayez.',
  failed: 'Échec. Réessayez plus tard.',
}

/** The words of the first wanted language there are words for, English when there is none, with its tag. */
export function chooseWords(tags: readonly string[]): { tag: string; words: CheckboxWords } {
  const tag = tags
    .map((wanted) => wanted.toLowerCase().split(/[-_]/)[0])
    .find((name) => name === 'en' || name === 'fr')
  return tag === 'fr' ? { tag, words: french } : { tag: 'en', words: english }
}
