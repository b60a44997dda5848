const table =
  'af am ar az be bg bn bs ca ceb co cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha haw he hi hmn hr ht hu ' +
  'hy id ig is it ja jw=jv ka kk km kn ko ku ky la lb lo lt lv me=sr-ME mg mi mk ml mn mr ms mt my ne nl no=nb ny or ' +
  'pa pl ps pt=pt-PT pt-BR ro ru rw sd si sk sl sm sn so sq sr st su sv sw ta te tg th tk tl=fil tr tt ug uk ur uz ' +
  'vi xh yi yo zh=zh-Hans zh-CN=zh-Hans zh-TW=zh-Hant zu'

/**
 * The codes of languages that hCaptcha's `hl` takes, and the tag of the file of sentences that serves each.
 * Norwegian is written in Bokmål, which most browsers ask for as `nb`. Portuguese without a country is that of
 * Portugal, as Brazil's has a code of its own. Montenegrin (`cnr`) is `sr-ME` in canonical form.
 */
export const languageCodes: ReadonlyMap<string, string> = new Map(table.split(' ').map(readEntry))

function readEntry(entry: string): [code: string, tag: string] {
  const [code = '', tag = code] = entry.split('=')
  return [code, tag]
}
