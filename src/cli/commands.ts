import { audit } from './audit.ts'
import type { Command } from './command.ts'
import { corpusImport } from './corpus-import.ts'
import { corpusList, corpusShow } from './corpus-list.ts'
import { demo } from './demo.ts'
import { secretAdd } from './secret-add.ts'
import { secretAssign } from './secret-assign.ts'
import { secretEnd, secretRotate } from './secret-end.ts'
import { secretList } from './secret-list.ts'
import { serve } from './serve.ts'
import { siteAdd } from './site-add.ts'
import { siteList, siteShow } from './site-list.ts'
import { siteRemove } from './site-remove.ts'
import { siteRotateSecret } from './site-rotate.ts'
import { siteSet } from './site-set.ts'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  serve,
  demo,
  'site add': siteAdd,
  'site set': siteSet,
  'site list': siteList,
  'site show': siteShow,
  'site rotate-secret': siteRotateSecret,
  'site remove': siteRemove,
  'secret add': secretAdd,
  'secret list': secretList,
  'secret assign': secretAssign,
  'secret rotate': secretRotate,
  'secret end': secretEnd,
  audit,
  'corpus import': corpusImport,
  'corpus list': corpusList,
  'corpus show': corpusShow,
}
