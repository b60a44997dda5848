import { refuseContent } from '../../corpus/formats/write/export.ts'
import type { Context } from '../context.ts'
import { findCorpus } from '../corpora/find.ts'
import type { Refused } from '../refused.ts'
import { readAskedExport, type AskedExport, type ExportRequest } from './asked-export.ts'
import { requestJob, type RequestedJob } from './request.ts'

/**
 * Requests an export, which the worker of a running service does. Refused at once if there is no such corpus,
 * the format does not hold it, or something lies where the folder is to be.
 */
export async function requestExport(
  context: Context,
  request: ExportRequest,
): Promise<RequestedJob | Refused> {
  const corpus = await findCorpus(context, request.corpus)
  if ('refused' in corpus) return corpus
  const why = refuseContent(request.format, corpus, context.kinds)
  if (why !== null) return { refused: 'no_export', why }
  const out = await context.openOut(request.path)
  if ('refused' in out) return { refused: 'no_out_folder', why: out.refused }
  await out.abandon()
  const { organisation } = corpus
  const asked: AskedExport = {
    ...request,
    format: request.format.name,
    by: context.actor.name,
    organisation,
    askedAtMs: context.clock(),
  }
  if (!readAskedExport(asked)) return { refused: 'job_request' }
  const requested = await requestJob(context, { kind: 'export', corpus: corpus.name }, asked)
  return requested ?? { refused: 'export_busy', corpus: corpus.name }
}
