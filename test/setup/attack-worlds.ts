import type { Attack, World } from './attacked.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const archive = { seed: 1, known: 200, unknown: 300, days: 3, honestADay: 200 } as const
const atTen = dayMs + 10 * hourMs
const many: Attack = {
  fromMs: atTen,
  lastsMs: hourMs / 2,
  networks: 350,
  answersEach: 3,
  lies: 'always',
}

/** An attack of 900 answers in five hours, of which so many in a hundred are honest. */
function mixed(honest: number): World {
  const networks = Math.round((900 * (100 - honest)) / 100 / 3)
  const attack: Attack = { ...many, fromMs: dayMs + 8 * hourMs, lastsMs: 5 * hourMs, networks }
  return { ...archive, attack, honestBeside: 900 - 3 * networks }
}

/** The same archive under one attack after another, by what is special about each. */
export const attackWorlds: Readonly<Record<string, World>> = {
  'none at all': archive,
  'one /48, 350 networks in 30 s': {
    ...archive,
    attack: { ...many, lastsMs: 30_000, isOneHolder: true },
  },
  'one /48, 700 networks in 30 s': {
    ...archive,
    attack: { ...many, lastsMs: 30_000, networks: 700, isOneHolder: true },
  },
  'one /48, 30 % honest': {
    ...archive,
    attack: { ...many, isOneHolder: true },
    honestBeside: 450,
  },
  'one /48, 50 % honest': {
    ...archive,
    attack: { ...many, isOneHolder: true },
    honestBeside: 1_050,
  },
  'many providers, half an hour': { ...archive, attack: many },
  'many providers, 10 % honest': mixed(10),
  'many providers, 30 % honest': mixed(30),
  'many providers, 50 % honest': mixed(50),
  'many providers, 70 % honest': mixed(70),
  'slow, over four days': {
    ...archive,
    unknown: 400,
    days: 6,
    attack: { ...many, fromMs: dayMs, lastsMs: 4 * dayMs, networks: 130 },
  },
  'right on half of the unknown': {
    ...archive,
    attack: { ...many, lastsMs: 2 * hourMs, lies: 'half' },
  },
  'knows every item met before': {
    ...archive,
    attack: { ...many, lastsMs: 2 * hourMs, lies: 'learnt' },
  },
}

/** Honest visitors of a month or so: a middling archive, a small one, and one that a class visits. */
export const honestWorlds: Readonly<Record<string, World>> = {
  'thirty days, 100 answers a day': {
    ...archive,
    known: 400,
    unknown: 1_500,
    days: 30,
    honestADay: 100,
  },
  'thirty days, 30 answers a day, and a class of one network': {
    ...archive,
    known: 60,
    days: 30,
    honestADay: 30,
    school: { atMs: 10 * dayMs + 9 * hourMs, answers: 300, networks: 1, lastsMs: hourMs },
  },
  'a class on thirty telephones at a small archive': {
    ...archive,
    known: 100,
    days: 8,
    honestADay: 40,
    school: { atMs: 4 * dayMs + 9 * hourMs, answers: 300, networks: 30, lastsMs: hourMs },
  },
  'a newspaper sends 200 networks in an hour': {
    ...archive,
    known: 400,
    unknown: 600,
    days: 6,
    honestADay: 100,
    school: { atMs: 3 * dayMs + 9 * hourMs, answers: 600, networks: 200, lastsMs: hourMs },
  },
}
