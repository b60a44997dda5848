/** The sets of classes of `../shared/crowd`, with our baselines and what others published (labels.md, 3.1). */
export const classSets = {
  bluebird: { folds: 5, majority: 0.7593, dawidSkene: 0.8981, ibcc: 0.8889 },
  dog: { folds: 5, majority: 0.8222, dawidSkene: 0.8426, ibcc: 0.8389 },
  rte: { folds: 5, majority: 0.8969, dawidSkene: 0.9275, ibcc: 0.9275 },
  possent: { folds: 5, majority: 0.9335, dawidSkene: 0.96, ibcc: 0.96 },
  trec: { folds: 3, majority: 0.6514, dawidSkene: 0.702, ibcc: 0.7055 },
  adult: { folds: 3, majority: 0.7583, dawidSkene: 0.7387, ibcc: 0.7447 },
  weather: { folds: 5, majority: 0.8533, dawidSkene: 0.84, ibcc: 0.8567 },
  music: { folds: 5, majority: 0.7042, dawidSkene: 0.7686, ibcc: 0.79 },
} as const

/** The class shares of Dawid and Skene 1979, table 1, to four decimal places. */
export const anaesthetistShares: Readonly<Record<string, number>> = {
  1: 0.3996,
  2: 0.422,
  3: 0.1118,
  4: 0.0667,
}
