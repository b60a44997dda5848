/** Why a use case refused to review, recall or export readings. */
export type ReadingRefused =
  | { refused: 'item_unread'; item: string }
  | { refused: 'item_taken_down'; item: string }
  /** The item is a known one: its text comes from the archive. */
  | { refused: 'item_known'; item: string }
  /** `classes` are the first of those that the corpus has. */
  | { refused: 'no_such_class'; text: string; corpus: string; classes: string[]; hasMore: boolean }
  | { refused: 'text_empty' }
  | { refused: 'text_length'; most: number }
  | { refused: 'nothing_to_accept'; item: string }
  | { refused: 'nothing_decided'; item: string }
  | { refused: 'decided_already'; item: string }
  | { refused: 'reason_length'; most: number }
  | { refused: 'nothing_labelled'; corpus: string }
  | { refused: 'corpus_recalls'; corpus: string; most: number }
  /** The period begins in the future. */
  | { refused: 'recall_ahead' }
  | { refused: 'no_such_recall'; id: string; corpus: string }
  | { refused: 'no_reading'; item: string; corpus: string }
  | { refused: 'no_label_for_reading' }
  /** Another process is exporting the corpus. */
  | { refused: 'export_busy'; corpus: string }
  | { refused: 'export_cancelled'; corpus: string }
  /** Nothing can be written there; `why` is a sentence. */
  | { refused: 'no_out_folder'; why: string }
  /** The corpus has nothing for that format; `why` is a sentence. */
  | { refused: 'no_export'; why: string }
