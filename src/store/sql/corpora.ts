import { type Corpora, type CorpusCounts } from '../../model/corpus.ts'
import type { Random } from '../../model/stores.ts'
import { labelStatements } from './label-statements.ts'
import { corpusOf } from './rows.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql, type Value } from './sql.ts'
import { auditStatements } from './audit-statements.ts'
import { corpusStatements } from './corpus-statements.ts'

const corporaMax = 1_000

/** Corpora kept in an SQL engine. */
export function openCorpora(sql: Sql, random: Random): Corpora {
  return {
    add: async (corpus) => {
      const { name, organisation, kind, supply, language, script, direction } = corpus
      const facts: Value[] = [name, organisation, kind, supply, language, script, direction]
      const policy = JSON.stringify(corpus.textPolicy)
      const state: Value[] = [corpus.state, corpus.embargoUntilMs, corpus.createdAtMs]
      const rules: Value[] = [JSON.stringify(corpus.stopRules), corpus.thanks]
      await sql.write([step(corpusStatements.addCorpus, ...facts, policy, ...state, ...rules)])
    },
    find: async (name) =>
      (await sql.read(step(corpusStatements.findCorpus, name))).map(corpusOf)[0] ?? null,
    findOf: async (organisation, name) =>
      (await sql.read(step(corpusStatements.findCorpusOf, name, organisation))).map(corpusOf)[0] ??
      null,
    list: async (organisation) =>
      (await sql.read(step(corpusStatements.listCorpora, organisation, corporaMax))).map(corpusOf),
    listAll: async () =>
      (await sql.read(step(corpusStatements.listAllCorpora, corporaMax))).map(corpusOf),
    count: (organisation, name) => countCorpus(sql, organisation, name),
    changeRules: async (organisation, corpus, { stopRules, textPolicy }, line) => {
      const rules: Value[] = [JSON.stringify(stopRules), JSON.stringify(textPolicy)]
      await sql.write([
        step(corpusStatements.changeRules, ...rules, corpus, organisation),
        // The next settling computes a new fit and settles every item by the new rules.
        step(labelStatements.markOwnStale, corpus, organisation),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
    changeThanks: async (organisation, corpus, thanks, line) => {
      await sql.write([
        step(corpusStatements.changeThanks, thanks, corpus, organisation),
        step(auditStatements.addAudit, ...auditValues(line, random)),
      ])
    },
  }
}

async function countCorpus(sql: Sql, organisation: string, name: string): Promise<CorpusCounts> {
  const count = async (statement: string): Promise<number> =>
    Number((await sql.read(step(statement, name, organisation)))[0]?.['n'] ?? 0)
  const groups = await sql.read(step(corpusStatements.countItems, name, organisation))
  const sum = (fits: (row: Row) => boolean): number =>
    groups.filter(fits).reduce((total, row) => total + Number(row['n']), 0)
  const isAsked = (row: Row): boolean =>
    ['open', 'queued', 'retired'].includes(String(row['stage']))
  return {
    sources: await count(corpusStatements.countSources),
    known: sum((row) => isAsked(row) && row['status'] === 'known'),
    doubtful: sum((row) => isAsked(row) && row['status'] === 'doubtful'),
    unknown: sum((row) => isAsked(row) && row['status'] === 'unknown'),
    waiting: sum((row) => row['stage'] === 'waiting'),
    unfit: sum((row) => row['stage'] === 'unfit'),
    retired: sum((row) => row['stage'] === 'retired'),
    reported: sum((row) => row['stage'] === 'reported'),
    dropped: sum((row) => row['stage'] === 'dropped'),
    answers: await count(corpusStatements.countAnswers),
    labels: await count(corpusStatements.countLabelsOf),
  }
}
