const shownVariants = 'those shown in the last ten minutes (--challenge-ttl-seconds)'

/** What bounds the space in the store that no table uses. */
export const freeBound = 'what was deleted leaves it; it is used again before the file grows'

/** What bounds each table of the store, or why it has no bound, for the operator to read. */
export const tableBounds: Readonly<Record<string, string>> = {
  allowances: 'until it is full again: hours for each address and prefix that asked',
  answer_days: 'one row a corpus and day, for good',
  answers: 'each pass, and of failures half as many a day and 50 more; others for minutes',
  arrivals: 'pages of imports that are coming in',
  arriving_items: 'pages of imports that are coming in',
  audit: 'for good: each change by a person, and a line for each page of pool changes',
  checks: 'one row',
  class_names: 'by the archive',
  corpora: 'by the archive',
  counters: 'ten minutes for each network that asked',
  decisions: 'for good: each decision of the archive',
  demand: 'a row for each corpus and ten minutes of the last six hours',
  documents: 'by the archive: each imported file',
  fit_draft_parts:
    'about 50 bytes for each answer in the log, while a fit of more than 65 536 is made',
  fit_drafts: 'one row a corpus, while a fit is made',
  fit_times: 'for good: one row a fit, of which there is one for each 30 % of growth',
  fits: 'one row a corpus',
  items: 'by the archive: each imported word, line or picture',
  job_turn: 'one row',
  jobs: 'one row a job and corpus; ended ones for 30 days, 1 000 at most',
  keys: 'a few rows',
  known_answers: 'for good: one row for each known item of a logged answer',
  labels: 'for good: one row for each unknown item of a logged answer',
  mentions: 'by the archive: each picture that a file describes',
  network_records: 'one row for each network in the log, replaced by each fit',
  organisations: 'by the operator',
  pairs: 'half as many as items',
  reading_events: 'for good: each change of a reading',
  readings: 'one row for each item that was answered',
  recalls: 'by the operator',
  refreshes: 'one row a corpus',
  reports: 'for good: 20 a day and network at most (--network-reports-max)',
  salts: 'today’s',
  secrets: 'by the operator',
  settlements: 'one row a corpus',
  sites: 'by the operator',
  slices: 'a few rows a corpus',
  sources: 'by the archive: each imported picture',
  tickets:
    'ten minutes: open challenges, at most 180 000 of 1 to 4 kB (--limits-percent), tokens and locks',
  variant_pictures: `--stock-megabytes that wait, and ${shownVariants}`,
  variants: `--stock-megabytes that wait, and ${shownVariants}`,
  way_days: 'three rows a site and day, for 400 days',
}

/** What bounds each file and folder of the data folder. */
export const folderBounds: Readonly<Record<string, string>> = {
  'incipit.sqlite': 'its tables and the free space above',
  'incipit.sqlite-shm': 'a few hundred kB',
  'incipit.sqlite-wal':
    '8 MB; more during a long read or a large commit, and until the next ones; gone once all processes end',
  demo: 'the demonstration’s own data folder',
  downloads: '30 days after an import last needed a file; delete it when no import runs',
  files: 'by the archive: its own files',
  'imports.sqlite': 'by the archive: what imports made of files; may be deleted',
  'imports.sqlite-shm': 'a few hundred kB',
  'imports.sqlite-wal': '4 MB',
  pictures: 'by the archive: cut pictures',
  scripts: 'one folder of at most 4 MB for each version of the scripts',
  spool: 'what running imports unpack; empty when none runs',
}
