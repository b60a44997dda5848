import type { DemoReading } from '../contracts/contract.ts'

type DemoWords = {
  title: string
  intro: string
  name: string
  send: string
  again: string
  hello: (name: string) => string
  /** Of kinds of challenge, by their names. */
  kinds: Readonly<Record<string, string>>
  /** Of contracts, by their names. */
  contracts: Readonly<Record<string, string>>
  waiting: string
  noscript: string
  refused: Record<Exclude<DemoReading, 'accepted'>, string>
}

/** What the demonstration's page says, by language. */
export const demoWords: Readonly<Record<'en' | 'fr', DemoWords>> = {
  en: {
    title: 'The visitors’ book of the reading room',
    intro:
      'A partner’s page in miniature: the form is the partner’s, the challenge is Incipit’s. When it is sent, the partner’s server asks the service whether the challenge was solved.',
    name: 'Your name',
    send: 'Sign the book',
    again: 'Sign again',
    hello: (name) => `Thank you, ${name || 'reader'}: your signature was taken.`,
    kinds: { transcription: 'Reading words', classification: 'Choosing pictures' },
    contracts: { ocapi: 'Ocapi’s contract', hcaptcha: 'hCaptcha’s contract' },
    waiting:
      'The challenge is loading. If nothing appears here, its service cannot be reached: please try again later.',
    noscript: 'This form needs JavaScript to show its challenge.',
    refused: {
      rejected: 'Not taken: the challenge was answered wrongly.',
      created: 'Not taken: the challenge was not answered.',
      unknown: 'Not taken: this challenge is unknown, too old, or was used before.',
      missing: 'Not taken: the box was not ticked.',
      expired: 'Not taken: the box was ticked too long ago. Please tick it again.',
      seen: 'Not taken: this tick was used before. Please tick the box again.',
      refused: 'Not taken: the service did not accept this tick. Please tick the box again.',
      unreachable: 'Not taken: the service could not be asked. Please try again.',
    },
  },
  fr: {
    title: 'Le livre d’or de la salle de lecture',
    intro:
      'Une page partenaire en miniature : le formulaire est au partenaire, le défi est à Incipit. À l’envoi, le serveur du partenaire demande au service si le défi a été réussi.',
    name: 'Votre nom',
    send: 'Signer le livre',
    again: 'Signer encore',
    hello: (name) => `Merci, ${name || 'lecteur'} : votre signature est enregistrée.`,
    kinds: { transcription: 'Lire des mots', classification: 'Choisir des images' },
    contracts: { ocapi: 'Contrat d’Ocapi', hcaptcha: 'Contrat de hCaptcha' },
    waiting:
      'Le défi se charge. Si rien n’apparaît ici, son service est injoignable : veuillez réessayer plus tard.',
    noscript: 'Ce formulaire a besoin de JavaScript pour afficher son défi.',
    refused: {
      rejected: 'Refusé : la réponse au défi était fausse.',
      created: 'Refusé : le défi est resté sans réponse.',
      unknown: 'Refusé : ce défi est inconnu, trop ancien ou a déjà servi.',
      missing: 'Refusé : la case n’a pas été cochée.',
      expired:
        'Refusé : la case a été cochée il y a trop longtemps. Veuillez la cocher de nouveau.',
      seen: 'Refusé : cette case cochée a déjà servi. Veuillez la cocher de nouveau.',
      refused:
        'Refusé : le service n’a pas accepté cette case cochée. Veuillez la cocher de nouveau.',
      unreachable: 'Refusé : le service n’a pas pu être interrogé. Veuillez réessayer.',
    },
  },
}
