import type { Clock, Tickets } from '../../model/stores.ts'
import { step, type Sql } from './sql.ts'
import { ticketStatements } from './ticket-statements.ts'
import { sweep } from './sweep.ts'

/** Tickets kept in an SQL engine. */
export function openTickets(sql: Sql, clock: Clock): Tickets {
  return {
    put: async ({ kind, id, body, expiresAtMs }) => {
      await sql.write([step(ticketStatements.putTicket, kind, id, body, expiresAtMs)])
    },
    peek: async (kind, id) => {
      const [row] = await sql.read(step(ticketStatements.peekTicket, kind, id, clock()))
      return row ? String(row['body']) : null
    },
    take: async (kind, id) => {
      const [rows] = await sql.write([step(ticketStatements.takeTicket, kind, id, clock())])
      const row = rows?.[0]
      return row ? String(row['body']) : null
    },
    sweep: () => sweep(sql, ticketStatements.sweepTickets, clock()),
  }
}
