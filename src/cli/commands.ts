import type { Command } from './command.ts'

/** Every command by its name. One is loaded when it is run: each needs only a part of the program. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./service/serve.ts')).serve,
  demo: async () => (await import('./service/demo.ts')).demo,
  'site add': async () => (await import('./site/add.ts')).siteAdd,
  'site import': async () => (await import('./site/import.ts')).siteImport,
  'site set': async () => (await import('./site/set.ts')).siteSet,
  'site list': async () => (await import('./site/list.ts')).siteList,
  'site show': async () => (await import('./site/list.ts')).siteShow,
  'site rotate-secret': async () => (await import('./site/rotate-secret.ts')).siteRotateSecret,
  'site remove': async () => (await import('./site/remove.ts')).siteRemove,
  'organisation add': async () => (await import('./organisation/organisation.ts')).organisationAdd,
  'organisation list': async () =>
    (await import('./organisation/organisation.ts')).organisationList,
  'organisation rename': async () =>
    (await import('./organisation/organisation.ts')).organisationRename,
  'organisation remove': async () =>
    (await import('./organisation/organisation.ts')).organisationRemove,
  'secret add': async () => (await import('./secret/add.ts')).secretAdd,
  'secret list': async () => (await import('./secret/list.ts')).secretList,
  'secret assign': async () => (await import('./secret/assign.ts')).secretAssign,
  'secret rotate': async () => (await import('./secret/end.ts')).secretRotate,
  'secret end': async () => (await import('./secret/end.ts')).secretEnd,
  audit: async () => (await import('./service/audit.ts')).audit,
  doctor: async () => (await import('./service/doctor.ts')).doctor,
  jobs: async () => (await import('./service/jobs.ts')).jobs,
  'jobs cancel': async () => (await import('./service/jobs-cancel.ts')).jobsCancel,
  'corpus import': async () => (await import('./corpus/import.ts')).corpusImport,
  'corpus speak': async () => (await import('./corpus/speak.ts')).corpusSpeak,
  'corpus list': async () => (await import('./corpus/list.ts')).corpusList,
  'corpus show': async () => (await import('./corpus/list.ts')).corpusShow,
  'corpus score': async () => (await import('./corpus/score.ts')).corpusScore,
  'corpus rules': async () => (await import('./corpus/rules.ts')).corpusRules,
  'corpus classes': async () => (await import('./corpus/classes.ts')).corpusClasses,
  'corpus thanks': async () => (await import('./corpus/thanks.ts')).corpusThanks,
  'corpus check': async () => (await import('./corpus/check.ts')).corpusCheck,
  'corpus pause': async () => (await import('./corpus/standing.ts')).corpusPause,
  'corpus resume': async () => (await import('./corpus/standing.ts')).corpusResume,
  'corpus embargo': async () => (await import('./corpus/standing.ts')).corpusEmbargo,
  'corpus take-down': async () => (await import('./corpus/take-down.ts')).corpusTakeDown,
  'corpus remove': async () => (await import('./corpus/remove.ts')).corpusRemove,
  'corpus reports': async () => (await import('./corpus/review.ts')).corpusReports,
  'corpus review': async () => (await import('./corpus/review.ts')).corpusReview,
  'labels settle': async () => (await import('./labels/settle.ts')).labelsSettle,
  'labels recall': async () => (await import('./labels/recall.ts')).labelsRecall,
  'labels health': async () => (await import('./labels/health.ts')).labelsHealth,
  'labels rebuild': async () => (await import('./labels/rebuild.ts')).labelsRebuild,
  'labels log': async () => (await import('./labels/log.ts')).labelsLog,
  'labels export': async () => (await import('./labels/export.ts')).labelsExport,
  'labels show': async () => (await import('./labels/show.ts')).labelsShow,
  'labels list': async () => (await import('./labels/list.ts')).labelsList,
  'labels review': async () => (await import('./labels/review.ts')).labelsReview,
  'labels changes': async () => (await import('./labels/changes.ts')).labelsChanges,
  'labels aggregate': async () => (await import('./labels/aggregate.ts')).labelsAggregate,
}

/** Loads all commands, for what describes them. */
export async function loadCommands(): Promise<Readonly<Record<string, Command>>> {
  const loaded = Object.entries(commands).map(async ([name, load]) => [name, await load()] as const)
  return Object.fromEntries(await Promise.all(loaded))
}
