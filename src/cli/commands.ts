import type { Command } from './command.ts'
import { corpusImport } from './corpus-import.ts'
import { corpusList, corpusShow } from './corpus-list.ts'
import { demo } from './demo.ts'
import { serve } from './serve.ts'
import { siteAdd } from './site-add.ts'
import { siteList, siteRemove, siteShow } from './site-list.ts'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  serve,
  demo,
  'site add': siteAdd,
  'site list': siteList,
  'site show': siteShow,
  'site remove': siteRemove,
  'corpus import': corpusImport,
  'corpus list': corpusList,
  'corpus show': corpusShow,
}
