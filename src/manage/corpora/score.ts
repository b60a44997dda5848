import { scoreCorpus, type Scored } from '../../challenge/machine-score.ts'
import type { Kinds } from '../../kinds/kind.ts'
import type { Corpus } from '../../model/corpus.ts'
import type { ReadByMachine } from '../../model/picture.ts'
import type { Context } from '../context.ts'
import type { Refused } from '../refused.ts'
import { findCorpus } from './find.ts'

/** Lets an OCR engine read the items of a corpus that no engine has read yet, to learn what machines misread. */
export async function scoreByMachine(
  context: Context,
  { name, engine }: { name: string; engine: string },
): Promise<Scored | Refused> {
  const corpus = await findCorpus(context, name)
  if ('refused' in corpus) return corpus
  if (!isOfPictures(corpus, context.kinds))
    return { refused: 'no_engine', sentence: `“${name}” has no pictures for an engine to read.` }
  const reader = await openOcrEngine(context, engine)
  return 'refused' in reader ? reader : scoreWith(context, corpus, reader)
}

/** An OCR engine and its name. */
export type OcrEngine = { engine: string; readByMachine: ReadByMachine }

/** Opens an OCR engine; refused if there is none of that name. */
export async function openOcrEngine(
  { openReader }: Pick<Context, 'openReader'>,
  engine: string,
): Promise<OcrEngine | Refused> {
  const readByMachine = await openReader(engine)
  return 'refused' in readByMachine
    ? { refused: 'no_engine', sentence: readByMachine.refused }
    : { engine, readByMachine }
}

function isOfPictures({ kind }: Corpus, kinds: Kinds): boolean {
  return kinds.get(kind)?.serving.list === 'images'
}

/** Lets an OCR engine read the items of a corpus that no engine has read yet; none if they are no pictures. */
export async function scoreWith(
  { store, kinds, stop, onProgress }: Context,
  corpus: Corpus,
  { engine, readByMachine }: OcrEngine,
): Promise<Scored> {
  if (!isOfPictures(corpus, kinds)) return { read: 0, readRightly: 0, failed: 0, mean: null }
  const scoring = {
    ...store,
    readByMachine,
    isStopped: () => stop.aborted,
    onProgress: (done: number) => onProgress({ step: 'read', done, total: null, name: engine }),
  }
  return scoreCorpus(scoring, corpus)
}
