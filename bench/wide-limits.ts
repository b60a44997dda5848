/** Settings for a service with requests from one address only: limits that are counted and never reached. */
export const wideLimits: readonly string[] = ['--limits-percent', '100000']
