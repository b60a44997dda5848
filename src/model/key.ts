/** Keeps the keys of the service itself. Every promise resolves only once the change would survive a kill. */
export type Keys = {
  /** The key of that name, drawn once and the same for all processes. */
  of(name: string, fresh: string): Promise<string>
}

/** Keeps the salts of network hashes. Every promise resolves only once the change would survive a kill. */
export type Salts = {
  /** The salt of a day (days since 1970), the same for all processes; older ones are forgotten for good. */
  ofDay(day: number, fresh: string): Promise<string>
  /** Forgets the salts of earlier days, whether or not anybody has come since. */
  forget(beforeDay: number): Promise<void>
}
