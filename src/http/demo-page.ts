import { createHash } from 'node:crypto'
import type { OcapiReleases } from '../wire/ocapi.ts'
import type { StateReply } from './ask-state.ts'

/** What the demonstration's page shows. */
export type DemoView = {
  kind: 'transcription' | 'classification'
  lang: 'en' | 'fr'
  client: string
  release: OcapiReleases['releases'][number]
  outcome: { isAccepted: boolean; reading: StateReply; name: string } | null
}

const texts = {
  en: {
    title: 'The visitors’ book of the reading room',
    intro:
      'A partner’s page in miniature: the form is the partner’s, the challenge is Incipit’s. When it is sent, the partner’s server asks the service whether the challenge was solved.',
    name: 'Your name',
    send: 'Sign the book',
    again: 'Sign again',
    hello: (name: string) => `Thank you, ${name || 'reader'}: your signature was taken.`,
    transcription: 'Reading words',
    classification: 'Choosing pictures',
    waiting:
      'The challenge is loading. If nothing appears here, its service cannot be reached: please try again later.',
    noscript: 'This form needs JavaScript to show its challenge.',
    refused: {
      validated: '',
      rejected: 'Not taken: the challenge was answered wrongly.',
      created: 'Not taken: the challenge was not answered.',
      unknown: 'Not taken: this challenge is unknown, too old, or was used before.',
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
    hello: (name: string) => `Merci, ${name || 'lecteur'} : votre signature est enregistrée.`,
    transcription: 'Lire des mots',
    classification: 'Choisir des images',
    waiting:
      'Le défi se charge. Si rien n’apparaît ici, son service est injoignable : veuillez réessayer plus tard.',
    noscript: 'Ce formulaire a besoin de JavaScript pour afficher son défi.',
    refused: {
      validated: '',
      rejected: 'Refusé : la réponse au défi était fausse.',
      created: 'Refusé : le défi est resté sans réponse.',
      unknown: 'Refusé : ce défi est inconnu, trop ancien ou a déjà servi.',
      unreachable: 'Refusé : le service n’a pas pu être interrogé. Veuillez réessayer.',
    },
  },
} as const

const style = `
:root{color-scheme:light dark;--ink:#22201c;--paper:#fbf9f5;--line:#cfc8ba;--accent:#7a2e1d}
@media (prefers-color-scheme:dark){:root{--ink:#ece7dd;--paper:#1b1a18;--line:#4a463e;--accent:#e39a86}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem;font:1.0625rem/1.5 Georgia,"Times New Roman",serif;color:var(--ink);background:var(--paper)}
main{max-width:40rem;margin:0 auto}
h1{font-size:1.6rem;line-height:1.2;margin:1rem 0 .5rem;font-weight:normal}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;border-bottom:1px solid var(--line)}
nav a{padding:.6rem 0;color:inherit}
nav a[aria-current]{text-decoration:none;border-bottom:3px solid var(--accent)}
label{display:block;margin:1.25rem 0 .25rem}
input{font:inherit;width:100%;padding:.6rem .7rem;color:inherit;background:transparent;border:1px solid var(--line);border-radius:.3rem;min-height:2.75rem}
.challenge{margin:1.25rem 0}
button{font:inherit;padding:.6rem 1.4rem;min-height:2.75rem;color:var(--paper);background:var(--ink);border:0;border-radius:.3rem;cursor:pointer}
.outcome{padding:.8rem 1rem;border-left:4px solid var(--accent);background:color-mix(in srgb,var(--accent) 8%,transparent)}
`

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

/** What the page may load: its own origin's script, pictures and answers, and the one style in it. */
export const demoPageCsp = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  `style-src 'sha256-${hashOf(style)}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as HTML; everything that came from outside is escaped. */
export const demoPage = (view: DemoView): string => {
  const text = texts[view.lang]
  return `<!doctype html>
<html lang="${view.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text.title} · Incipit</title>
<style>${style}</style>
<script src="${escape(view.release.path)}" integrity="${escape(view.release.integrity)}" crossorigin="anonymous" defer></script>
</head>
<body>
<main>
<nav>${kindLink(view, 'transcription')}${kindLink(view, 'classification')}${langLink(view)}</nav>
<h1>${text.title}</h1>
<p>${text.intro}</p>
${outcomeOf(view)}
${view.outcome?.isAccepted ? `<p><a href="${addressOf(view)}">${text.again}</a></p>` : formOf(view)}
</main>
</body>
</html>
`
}

const formOf = (view: DemoView): string => {
  const text = texts[view.lang]
  return `<form method="post" action="${addressOf(view)}">
<label for="name">${text.name}</label>
<input id="name" name="name" autocomplete="name" maxlength="80" value="${escape(view.outcome?.name ?? '')}">
<div class="challenge"><div id="ocapi-challenge" data-ocapi-client="${escape(view.client)}" data-ocapi-base-url="${escape(view.release.base)}">${text.waiting}</div></div>
<noscript><p>${text.noscript}</p></noscript>
<button type="submit">${text.send}</button>
</form>`
}

const outcomeOf = ({ lang, outcome }: DemoView): string => {
  if (!outcome) return ''
  const text = texts[lang]
  const sentence = outcome.isAccepted ? text.hello(outcome.name) : text.refused[outcome.reading]
  return `<p class="outcome" role="status">${escape(sentence)}</p>`
}

const addressOf = ({ kind, lang }: Pick<DemoView, 'kind' | 'lang'>): string =>
  `/demo?kind=${kind}&amp;lang=${lang}`

const kindLink = (view: DemoView, kind: DemoView['kind']): string => {
  const current = view.kind === kind ? ' aria-current="page"' : ''
  return `<a href="${addressOf({ ...view, kind })}"${current}>${texts[view.lang][kind]}</a>`
}

const langLink = (view: DemoView): string => {
  const [lang, name] =
    view.lang === 'en' ? (['fr', 'Français'] as const) : (['en', 'English'] as const)
  return `<a href="${addressOf({ ...view, lang })}" lang="${lang}" hreflang="${lang}">${name}</a>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
