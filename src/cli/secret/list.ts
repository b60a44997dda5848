import { instantOf } from '../../manage/instants.ts'
import { listSecrets } from '../../manage/secrets/list.ts'
import type { Named } from '../../manage/organisations/acting.ts'
import { sitesText } from '../../manage/secrets/secret-rules.ts'
import { isActive, type Secret } from '../../model/secret.ts'
import { actingFor, noneText, organisationFlag } from '../acting-for.ts'
import { callUseCase } from '../call-use-case.ts'
import type { Command, Flags, Result } from '../command.ts'
import { cell } from '../print.ts'
import { expiryOf } from './lifetimes.ts'

/** `incipit secret list`: lists the secrets by their ids; their texts are not stored. */
export const secretList: Command = {
  usage: 'secret list',
  summary: 'lists the secrets by their ids',
  flags: organisationFlag,
  words: [0, 0],
  run: (command, _, flags) =>
    callUseCase(actingFor(command, flags), listSecrets, (secrets) =>
      shown(secrets, { now: command.clock(), flags }),
    ),
}

function shown(
  secrets: readonly Named<Secret>[],
  { now, flags }: { now: number; flags: Flags },
): Result {
  const facts = secrets.map((secret) => ({
    secret_id: secret.id,
    name: secret.name,
    organisation: secret.organisationName,
    sitekeys: secret.sitekeys,
    created_at: instantOf(secret.createdAtMs),
    expires_at: expiryOf(secret),
    active: isActive(secret, now),
  }))
  const lines = facts.map(({ secret_id: id, expires_at: end, active, ...of }) => {
    const until = end === null ? '' : active ? `, until ${end}` : `, ended ${end}`
    return cell(`${id}  ${of.name}  (${of.organisation}; ${sitesText(of.sitekeys)}${until})`)
  })
  return {
    text: lines.join('\n') || noneText(flags, 'secrets', '`incipit secret add NAME` makes one.'),
    json: facts,
  }
}
