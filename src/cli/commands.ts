import { audit } from './service/audit.ts'
import type { Command } from './command.ts'
import { corpusClasses } from './corpus/classes.ts'
import { corpusImport } from './corpus/import.ts'
import { corpusCheck } from './corpus/check.ts'
import { corpusList, corpusShow } from './corpus/list.ts'
import { corpusRemove } from './corpus/remove.ts'
import { corpusRules } from './corpus/rules.ts'
import { corpusReports, corpusReview } from './corpus/review.ts'
import { corpusEmbargo, corpusPause, corpusResume } from './corpus/standing.ts'
import { corpusTakeDown } from './corpus/take-down.ts'
import { corpusScore } from './corpus/score.ts'
import { demo } from './service/demo.ts'
import { jobsCancel } from './service/jobs-cancel.ts'
import { jobs } from './service/jobs.ts'
import { labelsAggregate } from './labels/aggregate.ts'
import { labelsChanges } from './labels/changes.ts'
import { labelsExport } from './labels/export.ts'
import { labelsHealth } from './labels/health.ts'
import { labelsList } from './labels/list.ts'
import { labelsLog } from './labels/log.ts'
import { labelsRebuild } from './labels/rebuild.ts'
import { labelsReview } from './labels/review.ts'
import { labelsRecall } from './labels/recall.ts'
import { labelsSettle } from './labels/settle.ts'
import { labelsShow } from './labels/show.ts'
import {
  organisationAdd,
  organisationList,
  organisationRemove,
  organisationRename,
} from './organisation/organisation.ts'
import { secretAdd } from './secret/add.ts'
import { secretAssign } from './secret/assign.ts'
import { secretEnd, secretRotate } from './secret/end.ts'
import { secretList } from './secret/list.ts'
import { serve } from './service/serve.ts'
import { siteAdd } from './site/add.ts'
import { siteList, siteShow } from './site/list.ts'
import { siteRemove } from './site/remove.ts'
import { siteRotateSecret } from './site/rotate-secret.ts'
import { siteSet } from './site/set.ts'

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
  'organisation add': organisationAdd,
  'organisation list': organisationList,
  'organisation rename': organisationRename,
  'organisation remove': organisationRemove,
  'secret add': secretAdd,
  'secret list': secretList,
  'secret assign': secretAssign,
  'secret rotate': secretRotate,
  'secret end': secretEnd,
  audit,
  jobs,
  'jobs cancel': jobsCancel,
  'corpus import': corpusImport,
  'corpus list': corpusList,
  'corpus show': corpusShow,
  'corpus score': corpusScore,
  'corpus rules': corpusRules,
  'corpus classes': corpusClasses,
  'corpus check': corpusCheck,
  'corpus pause': corpusPause,
  'corpus resume': corpusResume,
  'corpus embargo': corpusEmbargo,
  'corpus take-down': corpusTakeDown,
  'corpus remove': corpusRemove,
  'corpus reports': corpusReports,
  'corpus review': corpusReview,
  'labels settle': labelsSettle,
  'labels recall': labelsRecall,
  'labels health': labelsHealth,
  'labels rebuild': labelsRebuild,
  'labels log': labelsLog,
  'labels export': labelsExport,
  'labels show': labelsShow,
  'labels list': labelsList,
  'labels review': labelsReview,
  'labels changes': labelsChanges,
  'labels aggregate': labelsAggregate,
}
