import { listClasses, type ClassNamesContext } from '../../manage/corpora/list-classes.ts'
import { setClassNames } from '../../manage/corpora/name-classes.ts'
import { demoParts } from '../../model/demonstration.ts'
import type { Language } from '../../model/language.ts'

/**
 * Gives the demonstration's classes their names in every language that visitors are spoken to in. Done at
 * each start: it names the classes of an earlier version too, and takes over what is now called otherwise.
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
