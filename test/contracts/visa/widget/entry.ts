import { openCourse } from '../../../../src/widget/core/course.ts'
import { make } from '../../../../src/widget/core/element.ts'
import { css } from '../../../../src/widget/core/palette.css'
import { runWidget } from '../../../../src/widget/core/widget.ts'
import { fetchWords } from '../../../../src/widget/words/fetch-words.ts'
import { openLanguage } from '../../../../src/widget/words/language.ts'
import { connectVisa } from './source.ts'

const { origin } = new URL((document.currentScript as HTMLScriptElement).src)
const languages = [document.documentElement.lang, ...navigator.languages]

for (const host of document.querySelectorAll<HTMLElement>('[data-visa-site]')) addBox(host)

function addBox(host: HTMLElement): void {
  const field = make('input', { type: 'hidden', name: 'visa', value: '' })
  host.append(field)
  runWidget({
    _host: host,
    _colors: css,
    _source: connectVisa(origin, host.dataset['visaSite'] ?? '', (visa) => (field.value = visa)),
    _fetchLanguage: async () => openLanguage(await fetchWords(origin, languages)),
    _onChallenge: () => {},
    _course: openCourse({ _rounds: 0, _onPass: () => {}, _onExpire: () => (field.value = '') }),
    _onClose: null,
  })
}
