import type { ReportRequest } from '../../wire/api.ts'
import type { ShownChallenge } from './challenge.ts'
import { make } from './element.ts'
import { makeButton } from './box.ts'
import { requestJson } from './request.ts'
import type { Say } from '../words/language.ts'

const reasons = ['unreadable', 'inappropriate'] as const

/** Sends the chosen report on a picture; says whether it was received. */
export type SendReport = () => Promise<boolean>

/** Offers to report a picture as unreadable or misplaced. */
export function showReport(
  { id, _pictures: pictures }: ShownChallenge,
  say: Say,
  onReport: (send: SendReport) => void,
): HTMLElement {
  const select = make(
    'select',
    { 'aria-label': say('report') },
    pictures.map((_, index) => make('option', {}, [say('picture', { number: index + 1 })])),
  )
  const buttons = reasons.map((reason) => {
    const report = (): void => {
      const { id: image = '', url = '' } = pictures[select.selectedIndex] ?? {}
      onReport(() => sendReport(url, { challenge: id, image, reason }))
    }
    return makeButton('', report, say(reason))
  })
  return make('details', {}, [make('summary', {}, [say('report')]), select, ...buttons])
}

// The report goes to the service that served the picture.
async function sendReport(url: string, report: ReportRequest): Promise<boolean> {
  const reply = await requestJson(url.replace(/picture\/.*/, 'report'), report)
  return reply?.status === 200
}
