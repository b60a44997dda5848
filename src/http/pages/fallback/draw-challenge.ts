import type { PlainForm } from '../../../kinds/plain-form.ts'
import { reportReasons } from '../../../model/report.ts'
import type { ChallengeBody, MediumBody } from '../../../wire/challenge.ts'
import { escapeHtml } from '../escape-html.ts'
import { textFieldOf, type PlainWay } from './read-form.ts'
import type { SayPlainly } from './words.ts'

const textLengthMax = 200

/** A challenge to draw as a form: what any script gets of it, and what was typed already. */
export type PlainChallenge = {
  challenge: ChallengeBody
  form: PlainForm
  say: SayPlainly
  /** The way from the page to the root of the service. */
  root: string
  /** The origin of the page around it, as it was named; empty if it was not. */
  around: string
  typed: Readonly<Record<string, unknown>>
  /** The way by which it is passed, and the others that there are. */
  way: string
  ways: readonly PlainWay[]
}

/** Draws a challenge as a form of HTML alone: what is shown, its fields, the buttons, the report and the credits. */
export function drawPlainChallenge(of: PlainChallenge): string {
  const { challenge, form, say } = of
  const draw = form.gives === 'texts' ? drawTexts : drawChoice
  return `<form method="post" action="#told">
${hidden('challenge', challenge.challenge_id)}${hidden('page', of.around)}${hidden('way', of.way)}
<fieldset><legend>${drawQuestion(of)}</legend>
${draw(of)}
</fieldset>
<div class="buttons"><button class="send" type="submit">${escapeHtml(say('validate'))}</button>
${drawAnother(say)}
${of.ways.map((way) => drawWay(way, say)).join('\n')}</div>
${drawReport(of)}
</form>
<div class="credits">${challenge.credits.map(drawCredit).join('')}</div>`
}

/** A button that asks for another challenge, in any of the page's forms. */
export function drawAnother(say: SayPlainly): string {
  return `<button type="submit" name="another" value="1" formnovalidate>${escapeHtml(say('another'))}</button>`
}

function drawWay(way: PlainWay, say: SayPlainly): string {
  return `<button type="submit" name="by" value="${way}" formnovalidate>${escapeHtml(say(way))}</button>`
}

/** A field that nobody sees. */
export function hidden(name: string, value: string): string {
  return value === '' ? '' : `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`
}

function drawQuestion({ challenge, form, say }: PlainChallenge): string {
  const { keyword = '', keyword_language: language = '' } = challenge
  const count = shownIn(challenge).length
  const question = escapeHtml(say(form.question, { count, keyword: '{keyword}' }))
  const asked = `<strong lang="${escapeHtml(language)}" dir="auto">${escapeHtml(keyword)}</strong>`
  return question.replace('{keyword}', () => asked)
}

function drawTexts(of: PlainChallenge): string {
  const { challenge, form, say, typed } = of
  const rows = shownIn(challenge).map(({ id }, index) => {
    const number = index + 1
    const value = typed[textFieldOf(id)]
    const text = typeof value === 'string' ? value : ''
    return `<div>${drawShown(of, index)}
<label for="text-${number}">${escapeHtml(say(form.field, { number }))}</label>
<input type="text" id="text-${number}" name="${escapeHtml(textFieldOf(id))}" value="${escapeHtml(text)}" lang="${escapeHtml(challenge.language)}" dir="${challenge.direction}" maxlength="${textLengthMax}" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" required></div>`
  })
  return `<div class="texts">${rows.join('\n')}</div>`
}

// The box has a name of its own, too: not every tool takes that of its picture.
function drawChoice(of: PlainChallenge): string {
  const { challenge, form, say } = of
  const tiles = shownIn(challenge).map(({ id }, index) => {
    const name = escapeHtml(say(form.field, { number: index + 1 }))
    const box = `<input type="checkbox" name="selected" value="${escapeHtml(id)}" aria-label="${name}">`
    return `<label>${box}${drawShown(of, index)}</label>`
  })
  return `<div class="tiles">${tiles.join('\n')}</div>`
}

type Shown = Pick<MediumBody, 'id' | 'url' | 'type' | 'width' | 'height'>

function shownIn({ images, media = [] }: ChallengeBody): Shown[] {
  return [...images.map((image) => ({ ...image, type: 'image' })), ...media]
}

function drawShown({ challenge, form, say, root }: PlainChallenge, index: number): string {
  const shown = shownIn(challenge)[index]
  if (!shown) return ''
  const { url, type, width, height } = shown
  const source = escapeHtml(`${root}${url}`)
  const name = escapeHtml(say(form.shown, { number: index + 1 }))
  if (type.startsWith('audio/'))
    return `<audio controls preload="auto" src="${source}" aria-label="${name}"></audio>`
  return `<img src="${source}" alt="${name}" width="${width}" height="${height}">`
}

function drawReport({ challenge, form, say }: PlainChallenge): string {
  const title = escapeHtml(say(form.report))
  const options = shownIn(challenge).map(
    ({ id }, index) =>
      `<option value="${escapeHtml(id)}">${escapeHtml(say(form.shown, { number: index + 1 }))}</option>`,
  )
  const buttons = reportReasons.map(
    (reason) =>
      `<button type="submit" name="report" value="${reason}" formnovalidate>${escapeHtml(say(reason))}</button>`,
  )
  return `<details><summary>${title}</summary>
<select name="picture" aria-label="${title}">${options.join('')}</select>
<div class="buttons">${buttons.join('\n')}</div></details>`
}

/** Draws a credit, or thanks, as a line; only an http or https address becomes a link. */
export function drawCredit({ text, url, licence }: ChallengeBody['credits'][number]): string {
  const name = escapeHtml(text)
  const linked =
    url !== null && /^https?:\/\//i.test(url)
      ? `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">${name}</a>`
      : name
  return `<p><bdi>${linked}${licence === '' ? '' : ` · ${escapeHtml(licence)}`}</bdi></p>`
}
