import type { Attack } from '../attack.ts'
import { knownText, textOf } from '../corpus.ts'
import type { Site, Target } from '../lab.ts'
import { answer, ask, recognise } from '../visit.ts'

const plan = { known: 120, unknown: 120 }

/** Only what the reader is sure of is answered; everything else is skipped. */
export const skipping: Attack = {
  name: 'F13',
  title: 'answer only where the reader is sure',
  before: 'skipping was free: 77 of 77 right on the demonstration',
  right: 'another challenge costs',
  run: async (lab, size) => {
    const most = size === 'full' ? 3_600 : 180
    const target = await lab.open(plan, ...(size === 'full' ? [] : ['--limits-percent', '5']))
    const site = await target.addSite()
    const skipped = await skipAll(target, site, most)
    const honest = await answerAll(target, site, Math.floor(most / 12))
    return [
      {
        what: 'challenges that one address can leave before it gets none',
        measured: skipped < most ? `${skipped}` : `more than ${skipped}`,
        holds: skipped < most,
      },
      {
        what: 'refused of an address that answers as many as a twelfth of that',
        measured: `${honest}`,
        holds: honest === 0,
      },
    ]
  },
}

// As slowly as the allowance of challenges comes back, it could go on; what it skips does not come back.
async function skipAll(target: Target, site: Site, most: number): Promise<number> {
  let skipped = 0
  for (let n = 0; n < most; n += 1) {
    if (typeof (await ask(target, site, '192.0.2.1')) === 'number') break
    skipped += 1
  }
  return skipped
}

async function answerAll(target: Target, site: Site, count: number): Promise<number> {
  const from = '198.51.100.1'
  let refused = 0
  for (let n = 0; n < count; n += 1) {
    const challenge = await ask(target, site, from)
    if (typeof challenge === 'number') {
      refused += 1
      continue
    }
    const { numbers } = await recognise(target, challenge, from)
    const texts = (at: number): string =>
      knownText(plan, numbers[at] ?? 0) ?? textOf(numbers[at] ?? 0)
    await answer(target, site, { challenge, texts, from })
  }
  return refused
}
