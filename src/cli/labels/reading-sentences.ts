import type { ReadingRefused } from '../../manage/readings/refused.ts'
import type { SentencesOf } from '../sentences-of.ts'
import { quoted } from './reading-facts.ts'

/** What the operator is told where a use case of readings refuses. */
export const readingSentences: SentencesOf<ReadingRefused> = {
  item_unread: ({ item }) => `Nobody has read “${item}” yet.`,
  item_taken_down: ({ item }) => `“${item}” is taken down.`,
  item_known: ({ item }) =>
    `The archive knows the text of “${item}”; correct it there and import it again.`,
  no_such_class: ({ text, corpus, classes, hasMore }) => {
    const some = `${classes.map(quoted).join(', ')}${hasMore ? ' and others' : ''}`
    return `${quoted(text)} is no class of “${corpus}”; its classes are ${some}.`
  },
  text_empty: () => '--text must say something; --reject wants no reading.',
  text_length: ({ most }) => `--text has at most ${most} characters.`,
  nothing_to_accept: ({ item }) =>
    `There is no reading of “${item}” to accept; say with --text what it is.`,
  nothing_decided: ({ item }) => `Nothing is decided of “${item}”.`,
  decided_already: ({ item }) => `That is decided of “${item}” already.`,
  reason_length: ({ most }) => `Say why, with --reason, in 1 to ${most} characters.`,
  nothing_labelled: ({ corpus }) =>
    `Nobody has labelled anything of “${corpus}” yet; there is nothing to recall.`,
  corpus_recalls: ({ corpus, most }) => `“${corpus}” has its ${most} recalls; no more are kept.`,
  recall_ahead: () => '--from lies in the future; only what was said already can be recalled.',
  no_such_recall: ({ id, corpus }) => `No recall “${id}” of “${corpus}” stands.`,
  no_reading: ({ item, corpus }) => `No item “${item}” of “${corpus}” has a reading.`,
  no_label_for_reading: () => 'No label gives the item that reading.',
  export_busy: ({ corpus }) =>
    `Another export of “${corpus}” is running or waiting; \`incipit jobs\` shows it.`,
  export_cancelled: ({ corpus }) => `The export of “${corpus}” was cancelled; nothing is written.`,
  no_out_folder: ({ why }) => why,
  no_export: ({ why }) => why,
}
