import type { ReportRequest } from '../../wire/api.ts'
import type { ShownChallenge } from './challenge.ts'
import { make } from './element.ts'
import { makeButton } from './box.ts'
import { requestJson } from './request.ts'
import type { Say } from '../words/language.ts'

const reasons = ['unreadable', 'inappropriate'] as const

/** Sends what was chosen to be said of a picture; says whether it came in. */
export type SendReport = () => Promise<boolean>

/** Offers to say of a picture that it cannot be read or should not be there. */
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

// The service that gave the picture hears of it, wherever the page has it from.
async function sendReport(url: string, report: ReportRequest): Promise<boolean> {
  const reply = await requestJson(url.replace(/picture\/.*/, 'report'), report)
  return reply?.status === 200
}
