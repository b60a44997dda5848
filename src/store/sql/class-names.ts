import { classNameLimits, type ClassName, type ClassNames } from '../../model/class-name.ts'
import type { Random } from '../../model/stores.ts'
import { auditStatements } from './audit-statements.ts'
import { classNameStatements } from './class-name-statements.ts'
import { text } from './columns.ts'
import { auditValues } from './secrets.ts'
import { step, type Row, type Sql } from './sql.ts'

const { languages: languagesMax, names: namesMax } = classNameLimits

/** The names of classes kept in an SQL engine. */
export function openClassNames(sql: Sql, random: Random): ClassNames {
  return {
    find: async (corpus, ofClass) =>
      (await sql.read(step(classNameStatements.findClassNames, corpus, ofClass, languagesMax))).map(
        classNameOf,
      ),
    list: async (organisation, corpus) =>
      (
        await sql.read(step(classNameStatements.listClassNames, corpus, organisation, namesMax))
      ).map(classNameOf),
    set: async (organisation, corpus, names, line) => {
      const steps = names.map(({ class: ofClass, language, name }) =>
        step(classNameStatements.setClassName, ofClass, language, name, corpus, organisation),
      )
      await sql.write([...steps, step(auditStatements.addAudit, ...auditValues(line, random))])
    },
    remove: async (organisation, corpus, keys, line) => {
      const steps = keys.map(({ class: ofClass, language }) =>
        step(classNameStatements.removeClassName, corpus, organisation, ofClass, language),
      )
      await sql.write([...steps, step(auditStatements.addAudit, ...auditValues(line, random))])
    },
  }
}

function classNameOf(row: Row): ClassName {
  return { class: text(row, 'class'), language: text(row, 'language'), name: text(row, 'name') }
}
