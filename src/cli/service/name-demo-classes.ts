import { listClasses, type ClassNamesContext } from '../../manage/corpora/list-classes.ts'
import { setClassNames } from '../../manage/corpora/name-classes.ts'
import { demoParts } from '../../model/demonstration.ts'
import type { Language } from '../../model/language.ts'

/**
 * Names the demonstration's classes in every language of the widget. It runs at each start, so that a
 * demonstration made by an earlier version gets names, and changed names replace old ones.
 */
export async function nameDemoClasses(
  context: ClassNamesContext,
  languages: readonly Language[],
): Promise<void> {
  const { corpus } = demoParts.pictures
  const listed = await listClasses(context, { name: corpus })
  // A demonstration whose pictures were taken down is still shown.
  if ('refused' in listed) return
  const names = listed.classes.flatMap(({ class: ofClass }) =>
    languages.flatMap(({ tag: language, demoClasses }) => {
      const name = demoClasses[ofClass]
      return name === undefined ? [] : [{ class: ofClass, language, name }]
    }),
  )
  await setClassNames(context, { corpus, names })
}
