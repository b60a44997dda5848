import type { Site } from '../../model/site.ts'
import type { Context } from '../context.ts'

/** Every site; its private id is in it and is not to be shown in a list. */
export function listSites({ store }: Context): Promise<readonly Site[]> {
  return store.sites.list()
}
