import { createHash } from 'node:crypto'
import type { Item } from '../../model/item.ts'
import type { Sound } from '../../model/sound.ts'
import type { Cue } from '../formats/read/speech.ts'
import { weighReading } from '../import/certainty.ts'
import { spanItemIdOf, sourceIdOf } from '../import/item.ts'
import { isRevision, reviseItem } from '../import/revise.ts'
import { formatsOf, type ImportedPicture, type ImportSession } from '../import/session.ts'
import { skipCode } from '../import/skips.ts'
import { skipOtherScript } from '../import/other-script.ts'
import { rightsOf } from '../import/store-source.ts'
import type { PicturePlan } from '../survey/picture-plan.ts'
import { cutClips, type Clip } from './cut-clips.ts'
import { findReplaced, leaveOutHeld } from './replace-clips.ts'
import { readSpeechFile } from './read-speech-file.ts'

type Recording = { plan: PicturePlan; sha256: string; sourceId: string; sound: Sound }
/** A cue with the file that has it, and what that says of its own certainty. */
type FoundCue = Cue & { file: string; confidence: number | null; isDoubted: boolean }
type Found = { item: Item; isNew: boolean; isRevised: boolean }

const clipsAtOnce = 50

/** Imports one recording with everything its files say; null if it cannot be read. */
export async function importRecording(
  plan: PicturePlan,
  session: ImportSession,
): Promise<ImportedPicture | null> {
  const { order, corpus, context, skips, seen, kind } = session
  const hasNothing = plan.truths.length + plan.readings.length === 0
  if (kind.importsFrom !== 'speech') {
    skips.add({ what: plan.path, code: hasNothing ? 'other_file' : 'other_kind' })
    return null
  }
  const bytes = await order.folder.read(plan.path).catch(() => null)
  if (!bytes) {
    skips.add({ what: plan.path, code: 'file_unreadable' })
    return null
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sourceId = sourceIdOf(corpus.name, sha256)
  const twin = seen.get(sourceId)
  if (twin) {
    skips.add({ what: plan.path, code: 'recording_repeated', detail: twin.path })
    return { sha256, isTwin: true }
  }
  seen.set(sourceId, { path: plan.path, truths: plan.truths, label: null })
  const stored = await context.items.ofSource(order.organisation, sourceId)
  if (stored.length > 0 && stored.every(({ stage }) => stage === 'dropped')) {
    skips.add({ what: plan.path, code: 'taken_down' })
    return { sha256, isTwin: false }
  }
  if (
    !order.dryRun &&
    (await context.sources.correctRights(order.organisation, sourceId, rightsOf(order)))
  )
    session.tally.corrected()
  const sound = await context.openSound(bytes)
  if ('fault' in sound) {
    skips.add({ what: plan.path, code: 'recording_unusable', detail: sound.fault })
    return { sha256, isTwin: false }
  }
  await importSound({ plan, sha256, sourceId, sound }, stored, session)
  return { sha256, isTwin: false }
}

async function importSound(
  recording: Recording,
  stored: readonly Item[],
  session: ImportSession,
): Promise<void> {
  const cues = await findCues(recording, session)
  const clips = cutClips(cues, recording.sound)
  if (clips.length === 0) {
    session.skips.add({ what: recording.plan.path, code: 'nothing_heard' })
    return
  }
  const all = itemsOf(clips, { cues, recording, stored, session })
  const replaced = new Set(findReplaced(all, stored))
  const found = leaveOutHeld(
    all,
    stored.filter((item) => !replaced.has(item)),
  )
  session.tally.page()
  for (const { item } of found) {
    session.tally.item(item)
    if (item.lineId !== null) session.tally.cutWord()
    skipOtherScript(item, recording.plan.path, session)
  }
  await storeRecording(
    found.filter(({ isNew, isRevised }) => isNew || isRevised).map(({ item }) => item),
    recording,
    session,
  )
  await dropReplaced([...replaced], session)
}

// After what replaces them is stored; the next import finds again what a kill has left.
async function dropReplaced(
  items: readonly Item[],
  { order, corpus, context, tally }: ImportSession,
): Promise<void> {
  if (items.length === 0) return
  tally.kept({ added: 0, revised: items.length })
  if (order.dryRun) return
  const ids = items.map(({ id }) => id)
  await context.lifecycle.dropItems(order.organisation, corpus.name, ids)
}

/** What all files say, in the order of time; where two speak of one part, the first file counts. */
async function findCues(
  { plan, sound }: Recording,
  { order, context, skips }: ImportSession,
): Promise<FoundCue[]> {
  const cues: FoundCue[] = []
  for (const file of plan.truths) {
    const speech = await readSpeechFile(file, order.folder, formatsOf(context))
    if ('fault' in speech) {
      skips.add({ what: file.path, code: 'speech_broken', detail: speech.fault })
      continue
    }
    for (const [code, count] of Object.entries(speech.skipped))
      skips.add({ what: file.path, code: skipCode(code), count })
    for (const cue of speech.cues)
      cues.push({ ...cue, file: file.path, confidence: null, isDoubted: false })
  }
  const whole = { fromMs: 0, toMs: sound.durationMs }
  for (const [
    place,
    { file, text, span = whole, confidence, isDoubted },
  ] of plan.readings.entries())
    cues.push({ ...span, id: `row-${place + 1}`, text, parts: [], file, confidence, isDoubted })
  return chooseCues(cues, sound.durationMs, skips)
}

function chooseCues(
  cues: readonly FoundCue[],
  durationMs: number,
  skips: ImportSession['skips'],
): FoundCue[] {
  const chosen: FoundCue[] = []
  const spans = new Map<string, FoundCue>()
  for (const cue of cues) {
    const key = `${cue.fromMs} ${cue.toMs}`
    const same = spans.get(key)
    if (cue.fromMs >= durationMs) skips.add({ what: cue.file, code: 'after_the_end' })
    else if (!same) {
      spans.set(key, cue)
      chosen.push(cue)
    } else if (same.text !== cue.text) skips.add({ what: cue.file, code: 'other_words' })
  }
  return chosen.toSorted((a, b) => a.fromMs - b.fromMs)
}

type Ground = {
  cues: readonly FoundCue[]
  recording: Recording
  stored: readonly Item[]
  session: ImportSession
}

function itemsOf(clips: readonly Clip[], ground: Ground): Found[] {
  const { stored, session } = ground
  const before = new Map(stored.map((item) => [item.id, item]))
  const found = new Map<string, Found>()
  const fresh: Item[] = []
  // A cue comes before its parts, so the line of a part is there already.
  for (const clip of clips) {
    const item = newItemOf(clip, { ...ground, line: fresh[clip.partOf?.clip ?? -1] ?? null })
    fresh.push(item)
    if (found.has(item.id)) continue
    const old = before.get(item.id)
    const { kind, corpus } = session
    const isRevised = old !== undefined && isRevision(old, item)
    const kept = isRevised ? reviseItem(old, item, { kind, script: corpus.script }) : old
    found.set(item.id, { item: kept ?? item, isNew: !old, isRevised })
  }
  return [...found.values()]
}

function newItemOf(
  clip: Clip,
  { cues, recording, session, line }: Ground & { line: Item | null },
): Item {
  const { corpus, kind, order } = session
  const { fromMs, toMs, name, text, partOf } = clip
  const cue = clip.cue === null ? undefined : cues[clip.cue]
  const { confidence = null, isDoubted = false } = cue ?? {}
  const reading = weighReading({ text, confidence, isDoubted }, order.as)
  const region = { is: 'span', fromMs, toMs } as const
  const id = spanItemIdOf({ corpus: corpus.name, sha256: recording.sha256, fromMs, toMs })
  return {
    id,
    corpus: corpus.name,
    sourceId: recording.sourceId,
    kind: kind.name,
    ...reading,
    stage: kind.stageOf({ ...reading, script: corpus.script, region }),
    level: 'line',
    region,
    regionName: `${cue?.file ?? recording.plan.path}#${name}`,
    mediaId: null,
    lineId: partOf && line ? line.id : null,
    place: partOf?.place ?? null,
    readingOrder: null,
    machineScore: null,
  }
}

/** Cuts the clips that can be asked, and stores them with their recording, all or none; a dry run only counts. */
async function storeRecording(
  items: readonly Item[],
  { plan, sha256, sourceId, sound }: Recording,
  { order, corpus, context, tally }: ImportSession,
): Promise<void> {
  if (items.length === 0) return
  if (order.dryRun) return tally.kept({ added: items.length, revised: 0 })
  const kept: Item[] = []
  for (let at = 0; at < items.length; at += clipsAtOnce) {
    const some = items.slice(at, at + clipsAtOnce)
    const open = some.filter(({ stage, mediaId }) => stage === 'open' && mediaId === null)
    const clips = open.map(({ region }) =>
      region.is === 'span' ? sound.cut(region) : new Uint8Array(),
    )
    const ids = await context.pictures.putAll(clips)
    const media = new Map(open.map(({ id }, place) => [id, ids[place] ?? null]))
    kept.push(...some.map((item) => ({ ...item, mediaId: media.get(item.id) ?? item.mediaId })))
  }
  const source = {
    id: sourceId,
    corpus: corpus.name,
    origin: plan.path,
    imageSha256: sha256,
    format: sound.format,
    extent: { durationMs: sound.durationMs },
    ...rightsOf(order),
    iiif: null,
    importedAtMs: context.clock(),
  }
  tally.kept(await context.sources.add(order.organisation, source, kept))
}
