import { francAll } from 'franc-all'
import { formsIn, withoutNames, type CheckedLanguage, type Fault } from './language.ts'

const table =
  'af=afr am=amh ar=arb az=azj be=bel bg=bul bn=ben bs=bos,hrv,srp,cnr ca=cat ceb=ceb co=cos cs=ces cy=cym ' +
  'da=dan de=deu el=ell en=eng eo=epo es=spa et=ekk eu=eus fa=pes,prs fi=fin fil=tgl fr=fra fy=fry ga=gle ' +
  'gd=gla gl=glg gu=guj ha=hau haw=haw he=heb hi=hin hr=hrv,bos,srp,cnr ht=hat hu=hun hy=hye ' +
  'id=ind,zlm ig=ibo is=isl it=ita ja=jpn jv=jav ka=kat kk=kaz km=khm kn=kan ko=kor ky=kir la=lat lb=ltz ' +
  'lo=lao lt=lit lv=lvs mg=plt mi=mri mk=mkd ml=mal mn=khk mr=mar ms=zlm,ind mt=mlt my=mya nb=nob,nno ne=npi ' +
  'nl=nld ny=nya pa=pan pl=pol ps=pbu pt-BR=por pt-PT=por ro=ron ru=rus rw=kin,run si=sin sk=slk sl=slv ' +
  'sm=smo sn=sna so=som sq=als sr=srp,bos sr-ME=cnr,bos,hrv,srp st=sot,nso,tsn su=sun sv=swe sw=swh ta=tam ' +
  'te=tel tg=tgk th=tha tk=tuk tr=tur tt=tat ug=uig uk=ukr ur=urd uz=uzn vi=vie xh=xho yi=ydd yo=yor ' +
  'zh-Hans=cmn zh-Hant=cmn zu=zul,xho,nbl'

/**
 * The languages (ISO 639-3) that franc may take a file for. Relatives that no statistics of letters tell apart in so
 * short a text are named together. Languages that franc does not know are not here.
 */
const identified: ReadonlyMap<string, readonly string[]> = new Map(table.split(' ').map(readEntry))

function readEntry(entry: string): [tag: string, languages: readonly string[]] {
  const [tag = '', languages = ''] = entry.split('=')
  return [tag, languages.split(',')]
}

/** Says whether franc knows a language at all. */
export function canIdentify(tag: string): boolean {
  return identified.has(tag)
}

/** Says if the text of a file, taken as one, is not taken for its language. */
export function findOtherLanguage({ tag, translation }: CheckedLanguage): Fault[] {
  const expected = identified.get(tag)
  if (!expected) return []
  const text = formsIn(translation)
    .map((form) => withoutNames(form.text))
    .join(' ')
  const [[taken] = ['nothing']] = francAll(text)
  return expected.includes(taken) ? [] : [{ sentence: null, fault: `taken for ${taken}` }]
}
