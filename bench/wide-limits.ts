/** Settings of a service that is asked by one address alone: its limits count, and are never reached. */
export const wideLimits: readonly string[] = ['--limits-percent', '100000']
