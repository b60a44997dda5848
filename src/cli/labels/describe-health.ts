import type { HealthFigures } from '../../manage/readings/measure-health.ts'
import { counted } from '../counted.ts'
import { canaryLines, exposureFacts, exposureLines } from '../corpus/exposure-lines.ts'
import type { Parameters } from '../../labels/fit.ts'
import type { Health } from '../../labels/health.ts'
import { periodRules, type Period } from '../../labels/periods.ts'
import { machineBinOf } from '../../labels/record-bins.ts'
import type { KeptFit } from '../../model/fit.ts'
import { liftCommandOf, type Recall } from '../../model/recall.ts'
import { undoCommandOf } from '../../model/report.ts'
import { instantOf } from '../../manage/instants.ts'

/** Fewer labels on canaries than this mean little. */
const canaryLabelsMin = periodRules.attackLabelsMin
const periodsShownMax = 20
/** Honest visitors who passed read more of the canaries rightly, however hard the writing is. */
const canaryAccuracyMin = 0.5
/** Where fewer answers to known items are right, scripts guess, or texts are wrong. */
const knownAccuracyMin = 0.5

/** The health of a corpus as lines, beginning with the verdict. */
export function describeHealth(figures: HealthFigures): string {
  const { health, networks, readings, pool, fit, parameters } = figures
  const { canaries, known, labels } = health
  return [
    ...(figures.hold ? [stopText(figures.corpus, figures.hold)] : []),
    verdictOf(figures),
    `  canaries   ${canaries.items} read, ${canaries.labels} labels of passed challenges, ${percent(canaries.labelAccuracy)} right${leftOutText(health)}`,
    `             ${canaries.accepted} would be accepted, ${percent(canaries.acceptedAccuracy)} right; calibration error ${decimal(canaries.calibrationError)}; coverage at 99 % ${percent(canaries.coverage99)}`,
    `  known      ${known.asked} answers, ${percent(shareOf(known.right, known.asked))} right`,
    `  held       ${networks.held} of ${networks.all} networks, ${labels.held} of ${labels.all} labels; ${recallsText(figures)}`,
    `  attack     ${attackText(figures)}`,
    ...parameters.periods
      .slice(0, periodsShownMax)
      .map((period) => `             ${periodLine(period)}`),
    `  pool       ${pool.known} known, ${pool.canaries} of them canaries; ${health.pool.promoted} promoted, ${health.pool.demoted} demoted; ${pool.retired} retired`,
    ...exposureLines(figures.exposure).map(
      (line, n) => `  ${(n === 0 ? 'shown' : '').padEnd(11)}${line}`,
    ),
    `  readings   ${Object.entries(readings)
      .map(([state, n]) => `${n} ${state}`)
      .join(', ')}`,
    ...waitingLines(figures),
    `  fit        ${fit ? `${instantOf(fit.fittedAtMs)} by ${fit.engine}, to ${fit.labels} labels` : 'none yet'}`,
    `  machine    skill ${parameters.skills.slice(machineBinOf(null)).map(percent).join(', ')}, from the least sure of itself to the surest`,
    ...parameterLines(parameters),
  ].join('\n')
}

/** The same as JSON. */
export function factsOfHealth(figures: HealthFigures): unknown {
  const { health, withdrawnLately: withdrawn } = figures
  const { networksHeldLately, labels, known } = health
  return {
    corpus: figures.corpus,
    verdict: verdictOf(figures),
    is_suspicious: isSuspicious(figures),
    acceptance: figures.hold
      ? {
          is_stopped: true,
          stopped_at: instantOf(figures.hold.recalledAtMs),
          hold: figures.hold.id,
          alarm: figures.hold.alarm,
          reason: figures.hold.reason,
          labels_from: figures.hold.fromMs === null ? null : instantOf(figures.hold.fromMs),
        }
      : { is_stopped: false },
    report_wave: figures.wave && {
      from: instantOf(figures.wave.fromMs),
      to: instantOf(figures.wave.toMs),
      reports: figures.wave.reports,
    },
    days: figures.days,
    lately: { networks_held: networksHeldLately, labels_held: labels.heldLately, withdrawn },
    canaries: canaryFacts(health),
    known: { ...known, share_right: shareOf(known.right, known.asked) },
    networks: figures.networks,
    labels: { all: labels.all, held: labels.held, recalled: labels.recalled },
    recalls: figures.recalls,
    attack_share: isAttackMeasured(figures) ? figures.parameters.attack : null,
    periods: figures.parameters.periods.map(({ fromMs, toMs, reason }) => {
      return { from: instantOf(fromMs), to: instantOf(toMs), reason }
    }),
    pool: { ...figures.pool, ...health.pool },
    exposure: exposureFacts(figures.exposure),
    readings: figures.readings,
    quarantine: figures.quarantine,
    fit: figures.fit && fitFacts(figures.fit),
  }
}

// During a hold the canaries that show the attack are left out of what they measure.
function leftOutText({ canaryLabelsRecalled: n }: Health): string {
  return n === 0 ? '' : `; ${n} more ${isOrAre(n)} recalled or held, and left out`
}

function canaryFacts({ canaries, canaryLabelsRecalled }: Health) {
  return {
    read: canaries.items,
    labels: canaries.labels,
    labels_left_out: canaryLabelsRecalled,
    label_accuracy: canaries.labelAccuracy,
    accepted: canaries.accepted,
    accepted_accuracy: canaries.acceptedAccuracy,
    calibration_error: canaries.calibrationError,
    coverage_at_99: canaries.coverage99,
  }
}

function fitFacts({ engine, labels, fittedAtMs, parameters }: KeptFit) {
  return {
    engine,
    labels,
    fitted_at: instantOf(fittedAtMs),
    parameters: JSON.parse(parameters) as unknown,
  }
}

// What happened, what the service does about it, and what a person can do.
function stopText(corpus: string, { id, recalledAtMs, fromMs, reason, alarm }: Recall): string {
  const from = fromMs === null ? 'all labels' : `labels since ${instantOf(fromMs)}`
  const [how, end] =
    alarm === 'burst'
      ? ['count only beside others', 'networks come as usual']
      : ['do not count', 'canaries are read as usual']
  return [
    `Acceptance in “${corpus}” is stopped since ${instantOf(recalledAtMs)}: ${reason}.`,
    `  The ${from} ${how}. Acceptance goes on by itself when ${end} again.`,
    `  If the labels are honest, \`${liftCommandOf(corpus, id)}\` lifts the hold.`,
  ].join('\n')
}

function isSuspicious(figures: HealthFigures): boolean {
  return suspicionsOf(figures).length > 0
}

function verdictOf(figures: HealthFigures): string {
  const { corpus, days } = figures
  const caveat = caveatsOf(figures)
    .map((sentence) => ` ${sentence}`)
    .join('')
  return isSuspicious(figures)
    ? `“${corpus}” in the last ${days} days: ${suspicionsOf(figures).join('; ')}.${caveat}`
    : `Nothing suspicious in “${corpus}” in the last ${days} days.${caveat}`
}

// Known items that are paired with known ones measure too, so some corpora have labels without canaries.
function caveatsOf({ health, exposure }: HealthFigures): string[] {
  const { labels } = health.canaries
  if (labels >= canaryLabelsMin) return []
  const without = canaryLines(exposure.needs)
  return labels === 0 && without.length > 0
    ? without
    : [
        `The canaries have ${counted(labels, 'label')}; fewer than ${canaryLabelsMin} mean little.`,
        ...without,
      ]
}

function suspicionsOf(figures: HealthFigures): string[] {
  const { corpus, health, sinceMs, withdrawnLately, holdsLately, wave, parameters } = figures
  const { networksHeldLately: held, labels } = health
  const periods = parameters.periods.filter(({ toMs }) => toMs > sinceMs).length
  const { labels: canaryLabels, labelAccuracy } = health.canaries
  const isMisread = canaryLabels >= canaryLabelsMin && (labelAccuracy ?? 1) < canaryAccuracyMin
  const knownShare = shareOf(health.known.right, health.known.asked) ?? 1
  const isFailed = health.known.asked >= canaryLabelsMin && knownShare < knownAccuracyMin
  return [
    ...(isFailed ? [`only ${percent(knownShare)} of the answers to known items are right`] : []),
    ...(isMisread ? [`only ${percent(labelAccuracy)} of the labels of canaries are right`] : []),
    ...(wave
      ? [`a wave of ${wave.reports} reports (to undo it: ${undoCommandOf(corpus, wave)})`]
      : []),
    ...(holdsLately > 0 ? [`acceptance was stopped ${times(holdsLately)}`] : []),
    ...(held > 0
      ? [
          `${counted(held, 'network')} with ${counted(labels.heldLately, 'label')} ${isOrAre(held)} held`,
        ]
      : []),
    ...(periods > 0
      ? [`visitors who passed were wrong too often in ${counted(periods, 'period')}`]
      : []),
    ...(withdrawnLately > 0
      ? [`withdrawn or changed: ${counted(withdrawnLately, 'accepted reading')}`]
      : []),
  ]
}

function waitingLines({ quarantine: { waiting, hours } }: HealthFigures): string[] {
  if (waiting === 0) return []
  const how = waiting === 1 ? 'waits' : 'wait'
  return [
    `             ${waiting} accepted ${how} for the end of the quarantine, ${counted(hours, 'hour')} after the last label, in case an attack is found by then`,
  ]
}

function recallsText({ recalls, health }: HealthFigures): string {
  return recalls === 0
    ? 'nothing is recalled'
    : `${counted(recalls, 'recall')} ${recalls === 1 ? 'stands' : 'stand'}, with ${health.labels.recalled} of these labels`
}

function isAttackMeasured({ fit, health }: HealthFigures): boolean {
  return fit !== null && health.canaries.labels >= canaryLabelsMin
}

function attackText(figures: HealthFigures): string {
  const { fit, health, parameters } = figures
  if (isAttackMeasured(figures))
    return `${percent(parameters.attack)} of labels of passed challenges are wrong beyond the errors of the honest`
  const labels = `${health.canaries.labels} of ${canaryLabelsMin} canary labels`
  if (parameters.attack === 0) return `not measured yet (${fit ? labels : 'settle labels first'})`
  return `not measured yet (${labels}); by the readings themselves ${percent(parameters.attack)} of labels are wrong beyond the errors of the honest`
}

function isOrAre(n: number): string {
  return n === 1 ? 'is' : 'are'
}

// The share of an attack is a line of its own.
function parameterLines({ temperature, calibratedOn, coincidence }: Parameters): string[] {
  const calibrated =
    calibratedOn === 0
      ? 'confidence is not calibrated yet: nobody has read a canary'
      : `confidence is calibrated on ${counted(calibratedOn, 'known item')}, by a temperature of ${temperature.toFixed(2)}`
  const alike = `two wrong answers are the same by chance in ${percent(coincidence)} of cases`
  return [calibrated, alike].map((line) => `             ${line}`)
}

function periodLine({ fromMs, toMs, reason }: Period): string {
  return `${instantOf(fromMs)} to ${instantOf(toMs)}: ${reason === 'canaries' ? 'canaries were failed' : 'labels disagreed'}`
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`
}
function decimal(value: number | null): string {
  return value === null ? '–' : value.toFixed(4)
}
