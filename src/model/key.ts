/** Keeps the keys of the service itself. Every promise is kept only when the change would outlive a kill. */
export type Keys = {
  /** The key of that name, drawn once and the same for all processes. */
  of(name: string, fresh: string): Promise<string>
}

/** Keeps the salts that network hashes are made with. Every promise is kept only when the change would outlive a kill. */
export type Salts = {
  /** The salt of a day (days since 1970), the same for all processes; older ones are forgotten for good. */
  ofDay(day: number, fresh: string): Promise<string>
  /** Forgets the salts of the days before, whether or not anybody came since. */
  forget(beforeDay: number): Promise<void>
}
