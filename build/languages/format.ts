import { format, resolveConfig } from 'prettier'

/** A value as a JSON file of the repository holds it, as Prettier would format it there. */
export async function formatJson(value: unknown, path: string): Promise<string> {
  return format(JSON.stringify(value), { ...(await resolveConfig(path)), parser: 'json' })
}
