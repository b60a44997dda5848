import type { Attack } from '../attack.ts'
import { eachOf } from '../client.ts'
import { household, inManyNetworks } from '../networks.ts'
import { ask } from '../visit.ts'

const plan = { known: 60, unknown: 60 }
const image = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'no-cors',
  'sec-fetch-dest': 'image',
}

/** Challenges are asked for and left, also by an image on somebody's page. */
export const showings: Attack = {
  name: 'F5',
  title: 'retire an archive by asking for challenges and answering none',
  before: '8 000 GETs in 7 s retired 169 of 213 unknown items; reachable by an <img> on any page',
  right: 'a showing counts when it is answered, and an image asks for no challenge',
  run: async (lab, size) => {
    const target = await lab.open(plan, '--shown-unknown-max', '5', '--shown-known-max', '5')
    const site = await target.addSite()
    let issued = 0
    await eachOf([...Array(size === 'full' ? 3_000 : 400).keys()], 16, async (n) => {
      if (typeof (await ask(target, site, inManyNetworks(n))) !== 'number') issued += 1
    })
    const { retired } = (await target.command('corpus', 'show', target.corpus)) as {
      retired: number
    }
    const served = typeof (await ask(target, site, household(1))) !== 'number'
    const byImage = await ask(target, site, household(2), image)
    return [
      {
        what: `${issued} challenges from as many networks, none answered`,
        measured: `${retired} of 120 items retired, a visitor ${served ? 'gets a challenge' : 'gets none'}`,
        holds: retired === 0 && served,
      },
      {
        what: 'an <img> on somebody’s page asks for a challenge',
        measured: typeof byImage === 'number' ? `${byImage}` : 'it gets one',
        holds: typeof byImage === 'number',
      },
    ]
  },
}
