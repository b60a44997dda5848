import { instantOf } from '../../manage/instants.ts'
import { listCorpora, type CountedCorpus } from '../../manage/corpora/list.ts'
import { showCorpus } from '../../manage/corpora/show.ts'
import type { Label } from '../../model/answer.ts'
import { actingFor, noneText, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Result } from '../command.ts'
import { canaryLines, exposureFacts, percentOf, unlikeLines } from './exposure-lines.ts'

/** `incipit corpus list`: lists the corpora with their counts. */
export const corpusList: Command = {
  usage: 'corpus list',
  summary: 'lists the corpora with their counts',
  flags: organisationFlag,
  words: [0, 0],
  run: (command, _, flags) =>
    callUseCase(actingFor(command, flags), listCorpora, (corpora) => shownAll(corpora, flags)),
}

function shownAll(corpora: readonly CountedCorpus[], flags: Flags): Result {
  const facts = corpora.map(factsOf)
  const lines = facts.map(
    ({ name, kind, known, doubtful, unknown, labels, state, embargo_until, reported, ...rest }) =>
      `${name}  ${kind}: ${known} known, ${doubtful} doubtful, ${unknown} unknown; ${labels} labels${briefOf(rest)}${
        state === 'open' ? '' : `; ${state}`
      }${embargo_until === null ? '' : `; embargo until ${embargo_until}`}${
        reported === 0 ? '' : `; ${reported} reported`
      }${rest.report_wave_from === null ? '' : `; a wave of reports from ${rest.report_wave_from}`}${
        rest.acceptance_stopped_from === null
          ? ''
          : `; acceptance is stopped from ${rest.acceptance_stopped_from}`
      }`,
  )
  return {
    text: lines.join('\n') || noneText(flags, 'corpora', '`incipit corpus import` makes one.'),
    json: facts,
  }
}

function briefOf(
  facts: Pick<CorpusFacts, 'network_sees_share' | 'pictures' | 'guess_passes_share'>,
): string {
  const { network_sees_share: sees, pictures, guess_passes_share: passes } = facts
  return [
    sees === null
      ? ''
      : `; one network sees ${percentOf(sees)} of its ${pictures === null ? 'pairs' : 'pictures'}`,
    passes === null ? '' : `; a blind guess passes ${percentOf(passes)}`,
  ].join('')
}

/** `incipit corpus show NAME`: shows a corpus with its counts and the latest labels. */
export const corpusShow: Command = {
  usage: 'corpus show NAME',
  summary: 'shows a corpus: counts and the latest labels of visitors',
  flags: organisationFlag,
  words: [1, 1],
  run: (command, [name = ''], flags) =>
    callUseCase(
      actingFor(command, flags),
      (context) => showCorpus(context, { name }),
      ({ labels, ...counted }) => shown(counted, labels),
    ),
}

type CorpusFacts = ReturnType<typeof factsOf>

function shown(corpus: CountedCorpus, labels: readonly Label[]): Result {
  const facts = factsOf(corpus)
  const latest = labels.map(({ itemId, given, keyword, verdict, givenAtMs }) => ({
    item: itemId,
    given,
    keyword,
    verdict,
    given_at: instantOf(givenAtMs),
  }))
  const lines = Object.entries(facts).map(([fact, value]) => `${fact.padEnd(28)}${String(value)}`)
  const rows = latest.map(
    ({ item, given, keyword, verdict, given_at }) =>
      `  ${given_at}  ${item}  “${given}”${keyword === null ? '' : ` to “${keyword}”`}  ${verdict}`,
  )
  return {
    text: [
      ...lines,
      ...canaryLines(corpus.exposure.needs),
      ...unlikeLines(corpus.exposure),
      'latest labels',
      ...(rows.length > 0 ? rows : ['  none yet']),
    ].join('\n'),
    json: { ...facts, latest_labels: latest },
  }
}

function factsOf({ corpus, counts, wave, exposure, hold }: CountedCorpus) {
  return {
    name: corpus.name,
    organisation: corpus.organisationName,
    kind: corpus.kind,
    language: corpus.language,
    script: corpus.script,
    direction: corpus.direction,
    thanks: corpus.thanks,
    created_at: instantOf(corpus.createdAtMs),
    state: corpus.state,
    embargo_until: corpus.embargoUntilMs === null ? null : instantOf(corpus.embargoUntilMs),
    ...counts,
    ...exposureFacts(exposure),
    report_wave_from: wave && instantOf(wave.fromMs),
    acceptance_stopped_from: hold && instantOf(hold.recalledAtMs),
  }
}
