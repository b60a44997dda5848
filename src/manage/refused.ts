import type { ClassNamesRefused } from './corpora/class-names-refused.ts'
import type { ReadingRefused } from './readings/refused.ts'

/** Why a use case refused to do something: a code and its subject. Each surface has its own sentences. */
export type Refused =
  /** Another use case was changing sites, secrets or corpora for too long. */
  | { refused: 'busy'; waitSeconds: number }
  /** `of` is a site, a secret or an organisation. */
  | { refused: 'name_length'; of: NamedNoun; most: number }
  | { refused: 'name_signs'; of: NamedNoun }
  | { refused: 'no_domain'; given: string }
  /** The text is not exactly a host name; `instead` is the one that may be meant. */
  | { refused: 'no_host_name'; given: string; instead: string | null; why: HostNameFault }
  | { refused: 'site_lists'; most: number }
  | { refused: 'privacy_text'; most: number }
  | { refused: 'privacy_url'; given: string; most: number }
  /** Visitors are to be asked at first by the way that the site has switched off. */
  | { refused: 'default_way_is_off' }
  | { refused: 'no_such_site'; sitekey: string }
  | { refused: 'nothing_to_change' }
  /** `of` was brought along and cannot be used. */
  | { refused: 'no_key'; of: KeyNoun; why: KeyFault }
  | { refused: 'sitekey_taken'; sitekey: string }
  /** Another organisation has the secret, or it has ended. */
  | { refused: 'secret_taken' }
  | { refused: 'site_count'; most: number }
  /** What is wrong with each order of several, by its number from 0. */
  | { refused: 'site_orders'; faults: readonly OrderFault[] }
  | { refused: 'secret_is_shared'; id: string; organisation: string }
  | { refused: 'foreign_site'; sitekey: string; organisation: string; wanted: string }
  | { refused: 'secret_sites'; most: number }
  | { refused: 'no_such_secret'; id: string }
  | { refused: 'secret_ended'; id: string; endedAtMs: number }
  | { refused: 'site_secrets'; sitekey: string; most: number; oldest: string }
  | { refused: 'shared_secrets'; most: number; oldest: string }
  | { refused: 'secret_needs_end'; untilMs: number }
  | { refused: 'no_such_corpus'; corpus: string }
  | { refused: 'demo_corpus'; corpus: string }
  | { refused: 'corpus_name_taken'; corpus: string }
  | { refused: 'corpus_taken_down'; corpus: string }
  /** It was taken down, and the caller did not confirm that it should be shown all the same. */
  | { refused: 'resumes_taken_down'; corpus: string }
  | { refused: 'no_embargo_day'; given: string }
  | { refused: 'embargo_past'; given: string }
  | { refused: 'rule_range'; rule: string; least: number; most: number }
  /** The maximum number of answers is less than a reading needs. */
  | { refused: 'answers_max' }
  | { refused: 'no_abbreviation'; short: string; long: string }
  | { refused: 'abbreviation_length'; most: number }
  | { refused: 'abbreviations'; most: number }
  | { refused: 'no_engine'; sentence: string }
  | { refused: 'no_speech_language'; given: string }
  /** It holds something other than synthetic speech. */
  | { refused: 'no_speech_corpus'; corpus: string }
  /** `lists` are the languages that have a list of words. */
  | { refused: 'few_words'; language: string; least: number; lists: readonly string[] }
  /** The name is reserved for the demonstration. */
  | { refused: 'demo_name'; corpus: string }
  | { refused: 'imports_taken_down'; corpus: string }
  | { refused: 'import_busy'; corpus: string }
  | { refused: 'import_cancelled'; corpus: string }
  /** As many jobs are waiting as are allowed. */
  | { refused: 'jobs_waiting'; most: number }
  /** The request is too long to be stored with its job. */
  | { refused: 'job_request' }
  /** Jobs of this kind run by themselves and cannot be requested. */
  | { refused: 'job_recurs'; kind: string }
  | { refused: 'no_such_job'; kind: string; corpus: string }
  /** The import, or the source it reads from, gives the reason. */
  | { refused: 'no_import'; sentence: string }
  | { refused: 'no_such_source'; corpus: string; origin: string }
  | { refused: 'no_item_of_corpus'; corpus: string; item: string }
  | { refused: 'removes_for_good'; corpus: string; items: number; labels: number }
  | { refused: 'waits_for_no_review'; item: string }
  /** The period begins in the future. */
  | { refused: 'undo_ahead' }
  /** There is no corpus of that name, or whoever acts may not see it. */
  | { refused: 'no_such_organisation'; name: string }
  | { refused: 'organisation_name_taken'; name: string }
  | { refused: 'organisation_in_use'; name: string }
  | { refused: 'default_organisation'; name: string }
  | { refused: 'no_such_item'; id: string }
  | { refused: 'no_item_of_region'; corpus: string; region: string }
  /** Several items have the region that was named. */
  | { refused: 'items_of_region'; ids: string[] }
  | ClassNamesRefused
  | ReadingRefused

/** One of the things that are wrong with an order of several, which has this number from 0. */
export type OrderFault = { order: number; why: Refused }

/** A noun that has a name. */
export type NamedNoun = 'site' | 'secret' | 'organisation'

/** A key of a site that may be brought along. */
export type KeyNoun = 'sitekey' | 'secret' | 'private id'

/**
 * What is wrong with a key: its form, that everybody knows it, that it has too few bits or is made of words and
 * rows, that it is the secret of the same site, or that it is a secret or private id of another.
 */
export type KeyFault = 'form' | 'published' | 'weak' | 'words' | 'same' | 'taken'

/** What is wrong with a host name: a wildcard, other parts of an address, or the name itself. */
export type HostNameFault = 'wildcard' | 'address' | 'name'
