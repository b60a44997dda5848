/** Why a use case refused to review, recall or export readings. */
export type ReadingRefused =
  | { refused: 'item_unread'; item: string }
  | { refused: 'item_taken_down'; item: string }
  /** The archive knows what it says. */
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
  /** Its time begins in the future. */
  | { refused: 'recall_ahead' }
  | { refused: 'no_such_recall'; id: string; corpus: string }
  | { refused: 'no_reading'; item: string; corpus: string }
  | { refused: 'no_label_for_reading' }
  /** Another process is exporting the corpus. */
  | { refused: 'export_busy'; corpus: string }
  | { refused: 'export_cancelled'; corpus: string }
  /** Nothing can be written there; why, as a sentence. */
  | { refused: 'no_out_folder'; why: string }
  /** There is nothing of the corpus for that format; why, as a sentence. */
  | { refused: 'no_export'; why: string }
