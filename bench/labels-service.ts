import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeArchive, truthOf, type Archive } from './service-archive.ts'
import { openVisitLog, visit, type VisitLog } from './service-crowd.ts'
import { openInside, type Inside } from './service-inside.ts'
import { measureOutcome, type Outcome } from './service-outcome.ts'
import { command, startClock, startService, type FastClock } from './service-process.ts'
import { openVisitors, type World } from './service-visitors.ts'

/**
 * Takes 2 000 items from an archive's files through the running service and back into the files. Simulated
 * visitors use Ocapi's contract over HTTP. They do not load pictures: what a picture shows is read from the
 * service's store, since no reply says it. Nothing is written there.
 */

// Half of the bots type random words; the others agree on a wrong text, and know the deciding picture at this rate.
const worlds: readonly World[] = [
  { name: 'no bots', bots: 0, botsKnow: 0 },
  { name: '20 % bots, pass 0.5', bots: 0.2, botsKnow: 0.5 },
  { name: '20 % bots, pass 0.9', bots: 0.2, botsKnow: 0.9 },
]

/** Three quarters of an hour before midnight, when network hashes change. */
const fromMs = Date.UTC(2030, 0, 1, 23, 15)
const enough = { settledShare: 0.99, challengesPerItem: 10 } as const
/** The service is killed when this share of the items is settled. */
const killedAtShare = 0.5
const lookEveryMs = 500

const corpus = 'archive'

/** Runs the archive through each world, and prints the outcomes. */
export async function measureService() {
  const place = mkdtempSync(join(tmpdir(), 'incipit-labels-'))
  try {
    const archive = makeArchive(join(place, 'archive'))
    const empty = importInto(join(place, 'imported'), archive)
    const outcomes: Outcome[] = []
    for (const [seed, world] of worlds.entries()) {
      const dataDir = join(place, `world-${seed}`)
      cpSync(empty.dataDir, dataDir, { recursive: true })
      outcomes.push(await runWorld({ dataDir, sitekey: empty.sitekey, archive }, world, seed))
      console.error(JSON.stringify(outcomes.at(-1)))
    }
    printOutcomes(outcomes)
    return outcomes
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function importInto(dataDir: string, { folder }: Archive) {
  const clock = startClock(fromMs - 3_600_000)
  const rights = ['--licence', 'CC-BY-4.0', '--credit', 'Bench']
  command(dataDir, clock, 'corpus', 'import', folder, '--corpus', corpus, ...rights)
  // Accepted readings are exported at once.
  command(dataDir, clock, 'corpus', 'rules', corpus, '--quarantine-hours', '0')
  const site = ['site', 'add', 'bench', '--corpus', corpus, '--difficulty', 'easy']
  const { sitekey } = command(dataDir, clock, ...site) as { sitekey: string }
  return { dataDir, sitekey }
}

/** The data folder, the site and the archive of a world. */
type Setup = { dataDir: string; sitekey: string; archive: Archive }

async function runWorld(setup: Setup, world: World, seed: number): Promise<Outcome> {
  const { dataDir, archive } = setup
  const clock = startClock(fromMs)
  const inside = openInside(dataDir)
  try {
    const asked = inside.asked()
    const visits = await runVisits(setup, world, { clock, inside, seed })
    return measureOutcome({ world, corpus, visits, asked, inside, archive, dataDir, clock })
  } finally {
    inside.close()
  }
}

type Experiment = { clock: FastClock; inside: Inside; seed: number }

async function runVisits(
  { dataDir, sitekey, archive: { truth } }: Setup,
  world: World,
  { clock, inside, seed }: Experiment,
): Promise<VisitLog> {
  const wanted = inside.asked().filter(({ isKnown }) => !isKnown)
  const lexicon = wanted
    .map(({ region }) => truthOf(truth, region) ?? '')
    .filter((text) => /^\S{2,}$/.test(text))
  const nextVisitor = openVisitors(world, { seed, lexicon })
  const visits = openVisitLog()
  let service = await startService(dataDir, clock)
  let isOver = false
  const killOnce = async (): Promise<void> => {
    await service.kill()
    service = await startService(dataDir, clock)
  }
  const context = { sitekey, inside, truth, nextVisitor, origin: () => service.origin }
  const watching = watch({ inside, visits, wanted: wanted.length, killOnce }).finally(
    () => (isOver = true),
  )
  try {
    await Promise.all([watching, visit({ ...context, isOver: () => isOver }, visits)])
    return visits
  } finally {
    await service.kill()
  }
}

type Watched = { inside: Inside; visits: VisitLog; wanted: number; killOnce: () => Promise<void> }

// Waits until all is settled or enough was asked, and kills the service once in between.
async function watch({ inside, visits, wanted, killOnce }: Watched): Promise<void> {
  let isKilled = false
  while (visits.asked < enough.challengesPerItem * wanted) {
    await pause(lookEveryMs)
    const share = settledOf(inside) / wanted
    if (share >= enough.settledShare) return
    if (isKilled || share < killedAtShare) continue
    isKilled = true
    await killOnce()
  }
}

function settledOf(inside: Inside): number {
  const { accepted = 0, contested = 0, unreadable = 0, rejected = 0 } = inside.states()
  return accepted + contested + unreadable + rejected
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function printOutcomes(outcomes: readonly Outcome[]): void {
  console.table(
    outcomes.flatMap(({ world, rules }) =>
      Object.entries(rules).map(([rule, of]) => ({
        world,
        rule,
        accepted: percent(of.accepted_share),
        right: of.accuracy === null ? '' : percent(of.accuracy),
        'character error': percent(of.character_error_compared),
        'every sign': percent(of.character_error),
      })),
    ),
  )
  console.table(
    outcomes.map(({ world, challenges, answers_per_item, files, withdrawn, killed }) => ({
      world,
      'challenges an item': challenges.per_settled_item,
      ...Object.fromEntries(
        Object.entries(answers_per_item.given).map(([what, count]) => [`answers, ${what}`, count]),
      ),
      'files before': percent(files.before.character_error_compared),
      'files after': percent(files.after.character_error_compared),
      withdrawn: withdrawn.ever,
      'lost by the kill': killed.lost,
    })),
  )
}
