import type { AddedSite } from '../../manage/sites/draft-sites.ts'
import { siteFacts } from '../../manage/sites/site-facts.ts'
import type { PageTags } from '../command.ts'
import { thinCorpusWarnings } from '../corpus/thin-corpora.ts'
import { modeWarnings } from './mode-warnings.ts'

/** The address that stands for that of a service that is not known. */
export const anyAddress = 'https://captcha.example'

/** What a program gets of a new site; the secret is null if the site brought it along. */
export function addedFacts({ site, secret, secretId }: AddedSite): object {
  return { ...siteFacts(site), private_id: site.privateId, secret, secret_id: secretId }
}

/** What people read of a new site. */
export function addedLines({ site, secret, secretId, thinCorpora }: AddedSite): string[] {
  return [
    ...thinCorpusWarnings(thinCorpora),
    ...modeWarnings(site),
    `The site “${site.name}” is registered. Keep the private id and the secret private${secret === null ? '' : '; the secret is shown only this once'}.`,
    `  sitekey, client id (public)  ${site.sitekey}`,
    `  private id (Ocapi, HS512)    ${site.privateId}`,
    `  secret (siteverify)          ${secret ?? 'the one you gave'}`,
    `  id of the secret             ${secretId}`,
  ]
}

/** What goes into the pages of a new site, for each contract. */
export function pageLines(
  { site: { sitekey } }: AddedSite,
  { stable }: PageTags,
  address: string,
): string[] {
  const base = `${address}${stable.base}`
  return [
    '',
    'For a page with Ocapi’s contract, in its form (docs/site/ocapi.md):',
    `  base address                 ${base}`,
    `  <script src="${address}${stable.path}" integrity="${stable.integrity}" crossorigin="anonymous" defer></script>`,
    `  <div id="ocapi-challenge" data-ocapi-client="${sitekey}" data-ocapi-base-url="${base}"></div>`,
    'For a page with hCaptcha’s contract (docs/site/hcaptcha.md):',
    `  <script src="${address}/1/api.js" async defer></script>`,
    `  <div class="h-captcha" data-sitekey="${sitekey}"></div>`,
    'For reCAPTCHA’s or Turnstile’s contract, with the same sitekey: docs/site/recaptcha.md, docs/site/turnstile.md.',
    ...(address === anyAddress
      ? [`${anyAddress} stands for the address of your service; --address puts it there.`]
      : []),
  ]
}
