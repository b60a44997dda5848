/** An instant as the audit and every surface show it (ISO 8601, UTC). */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** When a secret stops to work, as the audit tells it. */
export function endTextOf({ expiresAtMs }: { expiresAtMs: number | null }): string {
  return expiresAtMs === null ? 'never' : instantOf(expiresAtMs)
}
