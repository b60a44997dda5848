import type { Clock, Ticket, TicketKind, Tickets } from '../../model/stores.ts'
import { step, type Sql, type Step } from './sql.ts'
import { ticketStatements } from './ticket-statements.ts'
import { sweep } from './sweep.ts'

/** Tickets kept in an SQL engine. */
export function openTickets(sql: Sql, clock: Clock): Tickets {
  return {
    put: async (ticket) => {
      await sql.write([putTicket(ticket)])
    },
    claim: async ({ kind, id, body, expiresAtMs }) => {
      const [rows = []] = await sql.write([
        step(ticketStatements.claimTicket, kind, id, body, expiresAtMs),
      ])
      return rows.length > 0
    },
    extend: async (kind, id, expiresAtMs) => {
      const extended = step(ticketStatements.extendTicket, expiresAtMs, kind, id, clock())
      const [rows = []] = await sql.write([extended])
      return rows.length > 0
    },
    peek: async (kind, id) => {
      const [row] = await sql.read(step(ticketStatements.peekTicket, kind, id, clock()))
      return row ? String(row['body']) : null
    },
    take: async (kind, id) => {
      const [rows] = await sql.write([takeTicket(kind, id, clock())])
      const row = rows?.[0]
      return row ? String(row['body']) : null
    },
    sweep: () => sweep(sql, ticketStatements.sweepTickets, clock()),
  }
}

/** The step that puts a ticket. */
export function putTicket({ kind, id, body, expiresAtMs }: Ticket): Step {
  return step(ticketStatements.putTicket, kind, id, body, expiresAtMs)
}

/** The step that takes a ticket, and gives a row if there was one. */
export function takeTicket(kind: TicketKind, id: string, now: number): Step {
  return step(ticketStatements.takeTicket, kind, id, now)
}
