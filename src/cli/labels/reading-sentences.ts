import { quotedForShell } from '../../model/shell-word.ts'
import type { ReadingRefused } from '../../manage/readings/refused.ts'
import type { SentencesOf } from '../sentences-of.ts'
import { quoted } from './reading-facts.ts'

/** The sentence for the operator when a use case of readings refuses. */
export const readingSentences: SentencesOf<ReadingRefused> = {
  item_unread: ({ item }) => `No visitor has read “${item}” yet.`,
  item_taken_down: ({ item }) => `“${item}” was taken down.`,
  item_known: ({ item }) =>
    `The text of “${item}” comes from the archive’s files. Correct it there and import it again.`,
  no_such_class: ({ text, corpus, classes, hasMore }) => {
    const some = `${classes.map(quoted).join(', ')}${hasMore ? ' and others' : ''}`
    return `“${corpus}” has no class ${quoted(text)}; its classes are ${some}.`
  },
  text_empty: () => '--text must not be empty. If no reading is wanted, use --reject.',
  text_length: ({ most }) => `--text may have at most ${most} characters.`,
  nothing_to_accept: ({ item }) => `“${item}” has no reading to accept. Give its text with --text.`,
  nothing_decided: ({ item }) => `There is no decision on “${item}” to take back.`,
  decided_already: ({ item }) => `“${item}” already has this decision.`,
  reason_length: ({ most }) => `Give a reason of 1 to ${most} characters with --reason.`,
  nothing_labelled: ({ corpus }) => `“${corpus}” has no labels yet, so there is nothing to recall.`,
  corpus_recalls: ({ corpus, most }) =>
    `“${corpus}” already has ${most} recalls, which is the most it can have.`,
  recall_ahead: () =>
    '--from must not be in the future; only labels that were given already can be recalled.',
  no_such_recall: ({ id, corpus }) =>
    `“${corpus}” has no recall “${id}” in force; \`incipit labels recall --corpus ${quotedForShell(corpus)} --list\` lists its recalls.`,
  no_reading: ({ item, corpus }) => `“${corpus}” has no item “${item}” with a reading.`,
  no_label_for_reading: () =>
    'No label supports the present reading of this item, so there is no network to recall.',
  export_busy: ({ corpus }) =>
    `Another export of “${corpus}” is running or waiting; \`incipit jobs\` shows it.`,
  export_cancelled: ({ corpus }) => `The export of “${corpus}” was cancelled; nothing is written.`,
  no_out_folder: ({ why }) => why,
  no_export: ({ why }) => why,
}
