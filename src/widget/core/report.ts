import type { ReportRequest } from '../../wire/api.ts'
import type { ShownChallenge } from './shown-challenge.ts'
import { make, makeButton } from './element.ts'
import { requestJson } from './request.ts'
import type { Say } from '../words/language.ts'

const reasons = ['unreadable', 'inappropriate'] as const

/** Sends the chosen report on what is shown; says whether it was received. */
export type SendReport = () => Promise<boolean>

/** Offers to report something that a challenge shows; `onReport` gets what sends it. */
export type ShowReport = (
  challenge: ShownChallenge,
  say: Say,
  onReport: (send: SendReport) => void,
) => HTMLElement

/** Offers to report something that is shown as unreadable or misplaced. */
export const showReport: ShowReport = (challenge, say, onReport) =>
  make('details', {}, [
    make('summary', {}, [say('report')]),
    ...makeReport(challenge, say, onReport),
  ])

/** What there is to choose and to press for a report. */
export function makeReport(
  { id, _media: media }: ShownChallenge,
  say: Say,
  onReport: (send: SendReport) => void,
): HTMLElement[] {
  const select = make(
    'select',
    { 'aria-label': say('report') },
    media.map((_, index) => make('option', {}, [say('picture', { number: index + 1 })])),
  )
  const buttons = reasons.map((reason) => {
    const report = (): void => {
      const { id: image = '', url = '' } = media[select.selectedIndex] ?? {}
      onReport(() => sendReport(url, { challenge: id, image, reason }))
    }
    return makeButton('', report, say(reason))
  })
  return [select, ...buttons]
}

// The report goes to the service that served it.
async function sendReport(url: string, report: ReportRequest): Promise<boolean> {
  const reply = await requestJson(url.replace(/(.*\/)(picture|media)\/.*/, '$1report'), report)
  return reply?.status === 200
}
