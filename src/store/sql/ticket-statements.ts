/** Every SQL statement on tickets; `?` marks a value. */
export const ticketStatements = {
  putTicket: `INSERT INTO tickets (kind, id, body, expires_at_ms) VALUES (?, ?, ?, ?)`,
  claimTicket: `INSERT INTO tickets (kind, id, body, expires_at_ms) VALUES (?, ?, ?, ?)
    ON CONFLICT (kind, id) DO NOTHING RETURNING id`,
  extendTicket: `UPDATE tickets SET expires_at_ms = ? WHERE kind = ? AND id = ? AND expires_at_ms > ? RETURNING id`,
  peekTicket: `SELECT body FROM tickets WHERE kind = ? AND id = ? AND expires_at_ms > ?`,
  takeTicket: `DELETE FROM tickets WHERE kind = ? AND id = ? AND expires_at_ms > ? RETURNING body`,
  sweepTickets: `DELETE FROM tickets WHERE (kind, id) IN
      (SELECT kind, id FROM tickets WHERE expires_at_ms <= ? LIMIT ?) RETURNING id`,
} as const
