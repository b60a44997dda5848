/** An address in one of the 65 536 networks of the attacker's /48. */
export function inOne48(network: number): string {
  return `2001:db8:bad:${(network & 0xffff).toString(16)}::1`
}

/** An address in one of the 65 536 networks of another /48. */
export function inAnother48(network: number): string {
  return `2001:db8:bed:${(network & 0xffff).toString(16)}::1`
}

/** An address in one of 65 536 networks that have nothing to do with each other. */
export function inManyNetworks(network: number): string {
  return `10.${(network >> 8) & 255}.${network & 255}.1`
}

/** The address of one household, of as many as are needed. */
export function household(number: number): string {
  return `2001:db8:${(0x1000 + (number & 0xfff)).toString(16)}::1`
}
