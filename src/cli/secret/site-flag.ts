import type { Command } from '../command.ts'

/** The flag that names the sites a secret is valid for. */
export const siteFlag = {
  site: {
    type: 'string',
    multiple: true,
    meaning: 'the sitekey of a site it is valid for; may be repeated',
  },
} as const satisfies Command['flags']
