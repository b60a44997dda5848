import type { Organisation } from '../../model/organisation.ts'
import type { Context } from '../context.ts'

/** The organisations that whoever acts may see and change: their own, or all. */
export async function organisationsOf({
  actor,
  store,
}: Pick<Context, 'actor' | 'store'>): Promise<readonly Organisation[]> {
  return actor.organisation ? [actor.organisation] : store.organisations.list()
}

/** The first result in any of these organisations, asked one by one; null if there is none. */
export async function findAmong<Found>(
  context: Pick<Context, 'actor' | 'store'>,
  find: (organisation: string) => Promise<Found | null>,
): Promise<{ found: Found; organisation: Organisation } | null> {
  for (const organisation of await organisationsOf(context)) {
    const found = await find(organisation.id)
    if (found !== null) return { found, organisation }
  }
  return null
}

/** Everything that these organisations have, each with the name of its organisation. */
export async function listAmong<Found extends object>(
  context: Pick<Context, 'actor' | 'store'>,
  list: (organisation: string) => Promise<readonly Found[]>,
): Promise<Named<Found>[]> {
  const all: Named<Found>[] = []
  for (const { id, name } of await organisationsOf(context))
    all.push(...(await list(id)).map((found) => ({ ...found, organisationName: name })))
  return all
}

/** Something together with the name of the organisation it belongs to, for display. */
export type Named<Of> = Of & { organisationName: string }
