import { instantOf } from '../manage/instants.ts'
import type { KeyFault, NamedNoun, Refused } from '../manage/refused.ts'
import { classSentences } from './corpus/class-sentences.ts'
import { readingSentences } from './labels/reading-sentences.ts'
import type { SentencesOf } from './sentences-of.ts'

const nouns: Readonly<Record<NamedNoun, string>> = {
  site: 'A site',
  secret: 'A secret',
  organisation: 'An organisation',
}

const leaveOut = 'Leave it out, and a new one is made; or make one with `openssl rand -hex 32`.'

const keySentences: Readonly<Record<KeyFault, (of: string) => string>> = {
  form: (of) =>
    of === 'sitekey'
      ? 'A sitekey has 4 to 100 letters, digits and signs of - _ . ~, and begins with a letter or digit.'
      : `A ${of} has 20 to 500 printable signs without blanks.`,
  published: (of) => `This ${of} is one that everybody knows, for tests or the demonstration.`,
  weak: (of) => `This ${of} could be guessed: it has less than 96 bits. ${leaveOut}`,
  words: (of) =>
    `This ${of} could be guessed: it is made of words, rows of signs, or the same again. ${leaveOut}`,
  same: (of) => `The ${of} must not be the secret.`,
  taken: (of) => `This ${of} is a secret or private id of another site. ${leaveOut}`,
}

/** The sentence for the operator when a use case refuses. */
const sentences: SentencesOf<Refused> = {
  busy: ({ waitSeconds }) =>
    `Another command is changing sites, secrets or corpora. Try again in a moment; if that command was killed, its lock ends after ${waitSeconds} seconds.`,
  name_length: ({ of, most }) => `${nouns[of]} must have a name of 1 to ${most} characters.`,
  name_signs: ({ of }) => `${nouns[of]} must have a name on one line, without control characters.`,
  no_domain: ({ given }) =>
    `“${given}” is not a domain. Leave --domain out if the site may be used on any domain.`,
  no_host_name: ({ given, instead, why }) => {
    const example = instead ?? 'www.example.org'
    if (why === 'name') return `“${given}” is not a host name, such as ${example}.`
    const because =
      why === 'wildcard' ? ', which includes all names below it' : ' without scheme, port or path'
    return `“${given}” is not a host name. Write ${example}${because}.`
  },
  site_lists: ({ most }) => `A site can have at most ${most} domains and ${most} corpora.`,
  privacy_text: ({ most }) => `The privacy note of a site may have at most ${most} characters.`,
  privacy_url: ({ given, most }) =>
    `“${given}” is not the address of a privacy notice, such as https://www.example.org/privacy, of at most ${most} characters.`,
  default_way_is_off: () =>
    'Visitors cannot be asked by neither at first (--default-way neither) on a site that has this way switched off (--neither false). Set --default-way eye or ear, or --neither true.',
  no_such_site: ({ sitekey }) => `There is no site with the sitekey “${sitekey}”.`,
  nothing_to_change: () =>
    'Give at least one property to change; `incipit site set --help` lists them.',
  no_key: ({ of, why }) => keySentences[why](of),
  sitekey_taken: ({ sitekey }) =>
    `There is a site with the sitekey “${sitekey}” already. A sitekey belongs to one site.`,
  secret_taken: () =>
    'This secret belongs to another organisation, or it has ended. Use one of its own for this site.',
  site_count: ({ most }) => `At least one site and at most ${most} can be added at a time.`,
  site_orders: ({ faults }) =>
    faults.map(({ order, why }): string => `site ${order + 1}: ${sentenceOf(why)}`).join('\n'),
  secret_is_shared: ({ id, organisation }) =>
    `The secret ${id} is also valid for other sites of “${organisation}”. First assign it to those sites alone, or end it.`,
  foreign_site: ({ sitekey, organisation, wanted }) =>
    `The site ${sitekey} belongs to “${organisation}”, not to “${wanted}”.`,
  secret_sites: ({ most }) => `A secret can be assigned to at most ${most} sites.`,
  no_such_secret: ({ id }) =>
    `There is no secret “${id}”; \`incipit secret list\` lists all secrets.`,
  secret_ended: ({ id, endedAtMs }) => `The secret ${id} ended at ${instantOf(endedAtMs)}.`,
  site_secrets: ({ sitekey, most, oldest }) =>
    tooMany(`The site ${sitekey} already has ${most} valid secrets`, oldest),
  shared_secrets: ({ most, oldest }) =>
    tooMany(`The organisation already has ${most} valid secrets for several sites`, oldest),
  secret_needs_end: ({ untilMs }) =>
    `The old secret is valid until ${instantOf(untilMs)}. Set how many days the new one is valid with --days.`,
  corpus_name_taken: ({ corpus }) =>
    `A corpus of another organisation is already called “${corpus}”. Choose another name.`,
  corpus_taken_down: ({ corpus }) => `“${corpus}” was taken down and is not shown.`,
  resumes_taken_down: ({ corpus }) =>
    `“${corpus}” was taken down. To show it again, add --taken-down.`,
  no_embargo_day: ({ given }) => `--until must be a day such as 2030-01-01, not “${given}”.`,
  embargo_past: ({ given }) =>
    `--until must be a day in the future, not “${given}”. To lift an embargo, use --none.`,
  rule_range: ({ rule, least, most }) => `The rule ${rule} must be from ${least} to ${most}.`,
  answers_max: () => '--answers-max must not be less than --answers or --networks.',
  no_abbreviation: ({ short, long }) =>
    `--abbreviation must be a word, = and what it stands for, such as &=und, not “${short}=${long}”.`,
  abbreviation_length: ({ most }) =>
    `An abbreviation, and what it stands for, may have at most ${most} characters.`,
  abbreviations: ({ most }) => `A corpus can have at most ${most} abbreviations.`,
  no_engine: ({ sentence }) => sentence,
  no_speech_language: ({ given }) => `--language must be a BCP 47 tag such as fr, not “${given}”.`,
  no_speech_corpus: ({ corpus }) =>
    `“${corpus}” holds something else. Choose another name for a corpus that is spoken.`,
  few_words: ({ language, least, lists }) =>
    `“${language}” has fewer than ${least} words to speak. There are lists for ${lists.join(', ')}; for other languages, name a corpus with enough known words by --words-of.`,
  demo_name: ({ corpus }) =>
    `The name “${corpus}” is reserved for the demonstration. Choose another name.`,
  imports_taken_down: ({ corpus }) =>
    `“${corpus}” was taken down, so nothing can be imported into it.`,
  import_busy: ({ corpus }) =>
    `Another import into “${corpus}” is running or waiting; \`incipit jobs\` shows it.`,
  import_cancelled: ({ corpus }) =>
    `The import into “${corpus}” was cancelled; the pages imported so far stay.`,
  jobs_waiting: ({ most }) =>
    `${most} imports and exports are already waiting. Try again when some are done.`,
  job_request: () => 'A path or another value of this request is too long.',
  job_recurs: ({ kind }) => `Only an import or an export can be cancelled, not “${kind}”.`,
  no_such_job: ({ kind, corpus }) => `No ${kind} of “${corpus}” is running or waiting.`,
  no_import: ({ sentence }) => sentence,
  no_such_source: ({ corpus, origin }) => `“${corpus}” has no source “${origin}”.`,
  no_item_of_corpus: ({ corpus, item }) => `“${corpus}” has no item “${item}”.`,
  removes_for_good: ({ corpus, items, labels }) =>
    `“${corpus}” has ${items} items and ${labels} labels from visitors. They cannot be restored; add --yes to delete them.`,
  undo_ahead: () => '--from must not be in the future.',
  waits_for_no_review: ({ item }) => `No item “${item}” is waiting for a review.`,
  no_such_organisation: ({ name }) =>
    `There is no organisation “${name}”; \`incipit organisation list\` lists all organisations.`,
  organisation_name_taken: ({ name }) => `There is already an organisation “${name}”.`,
  organisation_in_use: ({ name }) =>
    `“${name}” still has sites, secrets or corpora. Remove them, or move the sites, first.`,
  default_organisation: ({ name }) =>
    `“${name}” is the default organisation and cannot be removed.`,
  no_such_corpus: ({ corpus }) =>
    `There is no corpus “${corpus}”; \`incipit corpus list\` lists all corpora.`,
  demo_corpus: ({ corpus }) =>
    `“${corpus}” belongs to the demonstration, and no other site may use it.`,
  no_such_item: ({ id }) => `There is no item “${id}”.`,
  no_item_of_region: ({ corpus, region }) => `“${corpus}” has no item with the region “${region}”.`,
  items_of_region: ({ ids }) =>
    `Several items have this region. Name one by its id: ${ids.join(', ')}.`,
  ...classSentences,
  ...readingSentences,
}

/** Explains in one or two sentences why a use case refused. */
export function sentenceOf(refused: Refused): string {
  // Each entry takes the refusal with its own code, which the compiler cannot see here.
  const line = sentences[refused.refused] as (of: Refused) => string
  return line(refused)
}

function tooMany(fact: string, oldest: string): string {
  return `${fact}, which is the most it can have. End one first, such as the oldest: \`incipit secret end ${oldest}\`.`
}
