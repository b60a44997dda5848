import { instantOf } from '../manage/instants.ts'
import type { NamedNoun, Refused } from '../manage/refused.ts'
import { classSentences } from './corpus/class-sentences.ts'
import { readingSentences } from './labels/reading-sentences.ts'
import type { SentencesOf } from './sentences-of.ts'

const nouns: Readonly<Record<NamedNoun, string>> = {
  site: 'A site',
  secret: 'A secret',
  organisation: 'An organisation',
}

/** What the operator is told where a use case refuses. */
const sentences: SentencesOf<Refused> = {
  busy: ({ waitSeconds }) =>
    `Another command is changing sites, secrets or corpora; try again in a moment. One that was killed is waited for ${waitSeconds} seconds.`,
  name_length: ({ of, most }) => `${nouns[of]} needs a name of 1 to ${most} characters.`,
  name_signs: ({ of }) => `${nouns[of]} needs a name on one line, without control characters.`,
  no_domain: ({ given }) => `“${given}” is no domain; a site that names none may be used on any.`,
  no_host_name: ({ given, instead, why }) => {
    const example = instead ?? 'www.example.org'
    if (why === 'name') return `“${given}” is no host name, such as ${example}.`
    const because =
      why === 'wildcard' ? 'it covers all names below it' : 'without scheme, port or path'
    return `“${given}” is no host name; write ${example}, ${because}.`
  },
  site_lists: ({ most }) => `A site has at most ${most} domains and ${most} corpora.`,
  no_such_site: ({ sitekey }) => `There is no site with the sitekey “${sitekey}”.`,
  nothing_to_change: () => 'Say what to change; `incipit site set --help` tells what can be.',
  secret_is_shared: ({ id, organisation }) =>
    `The secret ${id} is good for other sites of “${organisation}” too; assign it to them alone first, or end it.`,
  foreign_site: ({ sitekey, organisation, wanted }) =>
    `The site ${sitekey} is of “${organisation}”, not of “${wanted}”.`,
  secret_sites: ({ most }) => `A secret names at most ${most} sites.`,
  no_such_secret: ({ id }) =>
    `There is no secret “${id}”; \`incipit secret list\` shows those there are.`,
  secret_ended: ({ id, endedAtMs }) => `The secret ${id} ended at ${instantOf(endedAtMs)}.`,
  site_secrets: ({ sitekey, most, oldest }) =>
    tooMany(`The site ${sitekey} has ${most} living secrets`, oldest),
  shared_secrets: ({ most, oldest }) =>
    tooMany(`The organisation has ${most} living secrets for several sites`, oldest),
  secret_needs_end: ({ untilMs }) =>
    `What is replaced works until ${instantOf(untilMs)}; say with --days how long the new secret is to work.`,
  corpus_name_taken: ({ corpus }) =>
    `The name “${corpus}” is taken by a corpus of another organisation; choose another.`,
  corpus_taken_down: ({ corpus }) => `“${corpus}” is taken down; nothing of it is shown.`,
  resumes_taken_down: ({ corpus }) =>
    `“${corpus}” was taken down; say --taken-down to show it again all the same.`,
  no_embargo_day: ({ given }) => `--until must be a day such as 2030-01-01, not “${given}”.`,
  embargo_past: ({ given }) => `${given} is past; --none lifts an embargo.`,
  rule_range: ({ rule, least, most }) => `The rule ${rule} must be from ${least} to ${most}.`,
  answers_max: () => '--answers-max must not be less than --answers or --networks.',
  no_abbreviation: ({ short, long }) =>
    `--abbreviation is a word, = and what it stands for, not “${short}=${long}”.`,
  abbreviation_length: ({ most }) =>
    `An abbreviation and what it stands for have at most ${most} characters.`,
  abbreviations: ({ most }) => `A corpus has at most ${most} abbreviations.`,
  no_engine: ({ sentence }) => sentence,
  demo_name: ({ corpus }) => `The name “${corpus}” belongs to the demonstration; choose another.`,
  imports_taken_down: ({ corpus }) => `“${corpus}” is taken down; nothing is imported into it.`,
  import_busy: ({ corpus }) =>
    `Another import into “${corpus}” is running or waiting; \`incipit jobs\` shows it.`,
  import_cancelled: ({ corpus }) =>
    `The import into “${corpus}” was cancelled; the pages that it had imported stay.`,
  jobs_waiting: ({ most }) => `${most} imports and exports are waiting; no more are taken.`,
  job_request: () => 'A path or another word of this request is too long to be kept.',
  job_recurs: ({ kind }) => `Only an import or an export can be cancelled, not “${kind}”.`,
  no_such_job: ({ kind, corpus }) => `No ${kind} of “${corpus}” is running or waiting.`,
  no_import: ({ sentence }) => sentence,
  no_such_source: ({ corpus, origin }) => `“${corpus}” has no source “${origin}”.`,
  no_item_of_corpus: ({ corpus, item }) => `“${corpus}” has no item “${item}”.`,
  removes_for_good: ({ corpus, items, labels }) =>
    `“${corpus}” has ${items} items and ${labels} labels of visitors, which would be gone for good; say --yes to forget them.`,
  waits_for_no_review: ({ item }) => `No item “${item}” waits for a review.`,
  no_such_organisation: ({ name }) =>
    `There is no organisation “${name}”; \`incipit organisation list\` shows those there are.`,
  organisation_name_taken: ({ name }) => `There is an organisation “${name}” already.`,
  organisation_in_use: ({ name }) =>
    `Sites, secrets or corpora belong to “${name}”; give or take them away first.`,
  default_organisation: ({ name }) =>
    `“${name}” takes what names no other organisation; it cannot be removed.`,
  no_such_corpus: ({ corpus }) =>
    `There is no corpus “${corpus}”; \`incipit corpus list\` shows those there are.`,
  demo_corpus: ({ corpus }) =>
    `“${corpus}” belongs to the demonstration; no other site may use it.`,
  no_such_item: ({ id }) => `There is no item “${id}”.`,
  no_item_of_region: ({ corpus, region }) => `No item of “${corpus}” is of the region “${region}”.`,
  items_of_region: ({ ids }) =>
    `Several items are of that region; name one of them: ${ids.join(', ')}.`,
  ...classSentences,
  ...readingSentences,
}

/** Why a use case refused, as one sentence for the operator. */
export function sentenceOf(refused: Refused): string {
  // The table has a line for each code, which takes what comes with that code.
  const line = sentences[refused.refused] as (of: Refused) => string
  return line(refused)
}

function tooMany(fact: string, oldest: string): string {
  return `${fact}, as many as may be; end one first, such as the oldest: \`incipit secret end ${oldest}\`.`
}
