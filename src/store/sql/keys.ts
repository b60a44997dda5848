import type { Keys, Salts } from '../../model/key.ts'
import { step, type Sql } from './sql.ts'
import { keyStatements } from './key-statements.ts'

/** The service's own keys, kept in an SQL engine. */
export function openKeys(sql: Sql): Keys {
  return {
    of: async (name, fresh) => {
      await sql.write([step(keyStatements.addKey, name, fresh)])
      const [row] = await sql.read(step(keyStatements.findKey, name))
      if (!row) throw new Error(`store: the key ${name} is gone`)
      return String(row['value'])
    },
  }
}

/** Salts kept in an SQL engine. */
export function openSalts(sql: Sql): Salts {
  return {
    ofDay: async (day, fresh) => {
      await sql.write([
        step(keyStatements.addSalt, day, fresh),
        step(keyStatements.forgetSalts, day),
      ])
      const [row] = await sql.read(step(keyStatements.findSalt, day))
      if (!row) throw new Error('store: the salt of the day is gone')
      return String(row['salt'])
    },
    forget: async (beforeDay) => {
      await sql.write([step(keyStatements.forgetSalts, beforeDay)])
    },
  }
}
