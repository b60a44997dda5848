/**
 * One line of the audit: who did what to a site, a secret, a corpus or an organisation. It never holds a
 * secret.
 */
export type AuditLine = {
  atMs: number
  /** The id of the organisation it was done in. */
  organisation: string
  /** Who did it: `cli` for the operator at the terminal, `service` for what the service does by itself. */
  actor: string
  /** What was done, such as `secret.rotate`. */
  action: string
  /** What it was done to: a sitekey, the id of a secret or organisation, or the name of a corpus. */
  subject: string
  detail: string
}
