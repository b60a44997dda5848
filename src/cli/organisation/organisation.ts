import { instantOf } from '../../manage/instants.ts'
import { addOrganisation } from '../../manage/organisations/add.ts'
import { organisationsOf } from '../../manage/organisations/acting.ts'
import { removeOrganisation } from '../../manage/organisations/remove.ts'
import { renameOrganisation } from '../../manage/organisations/rename.ts'
import type { Organisation } from '../../model/organisation.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command } from '../command.ts'
import { cell } from '../print.ts'

/** `incipit organisation add NAME`: adds an organisation. */
export const organisationAdd: Command = {
  usage: 'organisation add NAME',
  summary: 'adds an organisation, to which sites, secrets and corpora can belong',
  flags: {},
  words: [1, 1],
  run: (command, [name = '']) =>
    callUseCase(
      command,
      (context) => addOrganisation(context, { name }),
      (added) => ({
        text: `The organisation “${cell(added.name)}” is added.`,
        json: organisationFacts(added),
      }),
    ),
}

/** `incipit organisation list`: lists the organisations. */
export const organisationList: Command = {
  usage: 'organisation list',
  summary: 'lists the organisations',
  flags: {},
  words: [0, 0],
  run: (command) =>
    callUseCase(command, organisationsOf, (all) => ({
      text: all.map(({ id, name }) => cell(`${id}  ${name}`)).join('\n'),
      json: all.map(organisationFacts),
    })),
}

/** `incipit organisation rename NAME NEW`: gives an organisation another name. */
export const organisationRename: Command = {
  usage: 'organisation rename NAME NEW',
  summary: 'gives an organisation another name; everything that belongs to it stays with it',
  flags: {},
  words: [2, 2],
  run: (command, [from = '', to = '']) =>
    callUseCase(
      command,
      (context) => renameOrganisation(context, { from, to }),
      (renamed) => ({
        text: `The organisation “${cell(from)}” is now called “${cell(renamed.name)}”.`,
        json: organisationFacts(renamed),
      }),
    ),
}

/** `incipit organisation remove NAME`: removes an organisation that nothing belongs to. */
export const organisationRemove: Command = {
  usage: 'organisation remove NAME',
  summary: 'removes an organisation that no site, secret or corpus belongs to',
  flags: {},
  words: [1, 1],
  run: (command, [name = '']) =>
    callUseCase(
      command,
      (context) => removeOrganisation(context, { name }),
      (removed) => ({
        text: `The organisation “${cell(removed.name)}” is removed.`,
        json: { ...organisationFacts(removed), removed: true },
      }),
    ),
}

function organisationFacts({ id, name, createdAtMs }: Organisation) {
  return { organisation_id: id, name, created_at: instantOf(createdAtMs) }
}
