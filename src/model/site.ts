/** A place that is protected. `sitekey` is public and is Ocapi's client id. */
export type Site = {
  sitekey: string
  name: string
  /** Ocapi's private id: the HS512 key, which has to be kept as it is to check signatures. */
  privateId: string
  /** SHA-256 of the siteverify secret, hexadecimal; the secret itself is never kept. */
  secretSha256: string
  /** Host names the site lives on; empty means any. */
  domains: readonly string[]
  /** Corpora it serves; empty means all. */
  corpora: readonly string[]
  createdAtMs: number
}
