import { refuseOrder } from '../../corpus/import/refuse.ts'
import type { Context } from '../context.ts'
import { isAddress } from '../corpora/import-given.ts'
import { prepareImport, type ImportRequest } from '../corpora/import.ts'
import { keepOrganisation } from '../organisations/add.ts'
import type { Refused } from '../refused.ts'
import { askedImportOf, readAskedImport } from './asked-import.ts'
import { requestJob, type RequestedJob } from './request.ts'

/**
 * Requests an import, which the worker of a running service does. Refused at once if it could not be done as
 * things are: on these terms, with these tools, or because something that is to be imported cannot be read.
 */
export async function requestImport(
  context: Context,
  request: ImportRequest,
): Promise<RequestedJob | Refused> {
  const { given, terms } = request
  const { corpus } = terms
  const prepared = await prepareImport(context, request)
  if ('refused' in prepared) return prepared
  const { owner } = prepared
  const refused = await refuseOrder(terms, { corpora: context.store.corpora, kinds: context.kinds })
  if (refused) return { refused: 'no_import', sentence: refused.refused }
  for (const path of given.filter((one) => !isAddress(one))) {
    const sentence = await context.refuseUnreadable(path)
    if (sentence !== null) return { refused: 'no_import', sentence }
  }
  const asked = askedImportOf(request, { by: context.actor, organisation: owner.id })
  if (!readAskedImport(asked)) return { refused: 'job_request' }
  const taken = await keepOrganisation(context, owner)
  if (taken) return taken
  const requested = await requestJob(context, { kind: 'import', corpus }, asked)
  return requested ?? { refused: 'import_busy', corpus }
}
