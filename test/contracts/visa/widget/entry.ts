import { watchEnd } from '../../../../src/widget/core/extend.ts'
import { openFlow } from '../../../../src/widget/core/flow.ts'
import { make } from '../../../../src/widget/core/element.ts'
import { css } from '../../../../src/widget/core/palette.css'
import { showReport } from '../../../../src/widget/core/report.ts'
import { runWidget } from '../../../../src/widget/core/widget.ts'
import { kindViews } from '../../../../src/widget/kinds/kinds.ts'
import { fetchWords } from '../../../../src/widget/words/fetch-words.ts'
import { openLanguage } from '../../../../src/widget/words/language.ts'
import { addFrame } from './framed.ts'
import { connectVisa, contract } from './source.ts'

/** Where the challenge's frame is, written in by the build. */
declare const FRAME_PATH: string

const { origin } = new URL((document.currentScript as HTMLScriptElement).src)
const languages = [document.documentElement.lang, ...navigator.languages]

for (const host of document.querySelectorAll<HTMLElement>('[data-visa-site]')) addVisa(host)

function addVisa(host: HTMLElement): void {
  const field = make('input', { type: 'hidden', name: 'visa', value: '' })
  const { visaSite: sitekey = '', visaFramed: framed } = host.dataset
  host.append(field)
  if (framed === undefined) return addBox(host, sitekey, field)
  const address = origin + FRAME_PATH
  addFrame(host, { address, contract: framed || contract, sitekey }, (visa) => (field.value = visa))
}

function addBox(host: HTMLElement, sitekey: string, field: HTMLInputElement): void {
  runWidget({
    _host: host,
    _colors: css,
    _about: `${origin}/about?sitekey=${sitekey}`,
    _source: connectVisa(origin, sitekey, (visa) => (field.value = visa)),
    _kinds: kindViews,
    _fetchLanguage: async () => openLanguage(await fetchWords(`${origin}/`, languages)),
    _onChallenge: () => {},
    _flow: openFlow({
      _rounds: 0,
      _onPass: () => {},
      _onExpire: () => (field.value = ''),
      _loadRound: async () => null,
    }),
    _watchEnd: watchEnd,
    _showReport: showReport,
    _onWay: null,
    _onClose: null,
  })
}
