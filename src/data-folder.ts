import { isAbsolute, join } from 'node:path'

/** What the machine tells of its folders. */
export type Machine = {
  environment: Readonly<Record<string, string | undefined>>
  /** The folder of the user who runs the program, and the one that they are in. */
  home: string
  current: string
  exists: (path: string) => boolean
  canWrite: (path: string) => boolean
}

const systemFolder = '/var/lib/incipit'
const storeFile = 'incipit.sqlite'

/**
 * The data folder where neither a flag nor a variable names one: the state folder that systemd gives a service,
 * else `/var/lib/incipit` where it is there and may be written, else the user's own (XDG Base Directory).
 * Refused where an earlier version's data lie in `./data` and would seem to be gone.
 */
export function findDataFolder(machine: Machine): string | { refused: string } {
  const folder = findFolder(machine)
  const before = join(machine.current, 'data')
  const isForgotten =
    machine.exists(join(before, storeFile)) && !machine.exists(join(folder, storeFile))
  return isForgotten
    ? {
        refused: `An earlier version kept its data in “${before}”, but data are now kept in “${folder}”. Move the folder there, or name it with --data ${before} (or INCIPIT_DATA).`,
      }
    : folder
}

/** The folder of the demonstration, within the data folder: neither ever sees what is kept in the other. */
export function findDemoFolder(machine: Machine): string {
  return join(findFolder(machine), 'demo')
}

/** Says whether a data folder was ever used: whether the file of the store is in it. */
export function hasStore(folder: string, { exists }: Pick<Machine, 'exists'>): boolean {
  return exists(join(folder, storeFile))
}

function findFolder({ environment, home, canWrite }: Machine): string {
  const [state] = environment['STATE_DIRECTORY']?.split(':') ?? []
  if (state) return state
  if (canWrite(systemFolder)) return systemFolder
  const given = environment['XDG_DATA_HOME'] ?? ''
  return join(isAbsolute(given) ? given : join(home, '.local/share'), 'incipit')
}
