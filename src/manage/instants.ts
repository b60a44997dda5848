/** An instant in the form that the audit and every surface show (ISO 8601, UTC). */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** When a secret expires, as the audit shows it. */
export function endTextOf({ expiresAtMs }: { expiresAtMs: number | null }): string {
  return expiresAtMs === null ? 'never' : instantOf(expiresAtMs)
}
