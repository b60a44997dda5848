/** One line of the audit: who may check what has changed. It never holds a secret. */
export type AuditLine = {
  atMs: number
  organisation: string
  /** What was done, such as `secret.rotate`. */
  action: string
  /** The sitekey or the id of the secret it was done to. */
  subject: string
  detail: string
}
