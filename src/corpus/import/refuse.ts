import { cleanText } from '../../text/clean-text.ts'
import type { ImportContext, ImportOrder } from './session.ts'
import { judgeLicence } from './licence.ts'

const nameCharsMax = 100
const licenceCharsMax = 200
const creditCharsMax = 500
const creditUrlCharsMax = 2_000

type Terms = Pick<
  ImportOrder,
  'corpus' | 'licence' | 'allowRestricted' | 'credit' | 'creditUrl' | 'language'
>

/** Why nothing can be imported on these terms, whatever is there to be imported; null if something can. */
export async function refuseOrder(
  order: Terms,
  context: Pick<ImportContext, 'corpora' | 'kinds'>,
): Promise<{ refused: string } | null> {
  const refused = refusalOf(order)
  if (refused !== null && !isLeftToManifests(order)) return { refused }
  return refuseUnknownKind(order, context)
}

// Says whether an order leaves the terms to the manifests and is valid otherwise.
function isLeftToManifests(order: Terms): boolean {
  const { licence, credit } = order
  const filled = { licence: licence || 'CC0-1.0', credit: credit || 'the manifest' }
  return refusalOf({ ...order, ...filled }) === null
}

/** Why an order is refused, in one sentence; null if it is not. */
export function refusalOf(order: Terms): string | null {
  return (
    faultOfName(order.corpus) ??
    faultOfLicence(order) ??
    faultOfCredit(order) ??
    faultOfLanguage(order.language)
  )
}

/** Why nothing is imported into an order's corpus: its kind is unknown; null if it is known. */
export async function refuseUnknownKind(
  { corpus: name }: Pick<ImportOrder, 'corpus'>,
  { corpora, kinds }: Pick<ImportContext, 'corpora' | 'kinds'>,
): Promise<{ refused: string } | null> {
  const corpus = await corpora.find(name)
  if (!corpus || kinds.has(corpus.kind)) return null
  return { refused: `“${name}” is a corpus of “${corpus.kind}”, which this version does not know.` }
}

function faultOfName(name: string): string | null {
  if (name.trim() === '' || name.length > nameCharsMax)
    return `A corpus has a name of at most ${nameCharsMax} characters.`
  return name === cleanText(name)
    ? null
    : 'The name of a corpus has single blanks within it at most, and no signs that are not seen.'
}

function faultOfCredit({ credit, creditUrl }: Terms): string | null {
  if (cleanText(credit) === null) return 'Say whom to credit for the pictures.'
  if (credit.length > creditCharsMax) return `A credit has at most ${creditCharsMax} characters.`
  if (creditUrl === null) return null
  const isWeb = /^https?:$/.test(URL.parse(creditUrl)?.protocol ?? '')
  return isWeb && creditUrl.length <= creditUrlCharsMax
    ? null
    : `A credit links to a whole web address of at most ${creditUrlCharsMax} characters, such as https://www.example.org/.`
}

function faultOfLanguage(language: string | null): string | null {
  return language === null || canonicalLanguage(language) !== null
    ? null
    : 'A language is given by its BCP 47 tag, such as fr or de-CH.'
}

/** Canonicalises a BCP 47 tag; null if it is not one. */
export function canonicalLanguage(language: string): string | null {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? null
  } catch {
    return null
  }
}

function faultOfLicence({ licence, allowRestricted }: Terms): string | null {
  if (licence.trim() === '')
    return 'Say under which licence the pictures may be shown, by its SPDX identifier, such as CC-BY-4.0.'
  if (licence.trim().length > licenceCharsMax || licence.trim() !== cleanText(licence))
    return `A licence has at most ${licenceCharsMax} characters, and no signs that are not seen.`
  const { terms, sentence } = judgeLicence(licence)
  if (terms === 'open' || allowRestricted) return null
  return `${sentence} Nothing is imported unless you allow it (--allow-restricted).`
}
