import type { Dice } from './dice.ts'

/** Draws a printer's ornament within 100 pixels of the point 0 0, as white SVG shapes. */
export function drawOrnament(dice: Dice): string {
  return dice.pick([rosette, wreath, lattice])(dice)
}

/** Petals around a button, in one or two rows. */
function rosette(dice: Dice): string {
  const petals = Math.floor(dice.between(5, 13))
  const wide = dice.between(0.5, 1.1) * (150 / petals)
  const long = dice.between(74, 96)
  const petal = `<path d="M0 -22C${wide} ${-long * 0.5} ${wide * 0.7} ${-long * 0.85} 0 ${-long}C${-wide * 0.7} ${-long * 0.85} ${-wide} ${-long * 0.5} 0 -22z"/>`
  const dots = around(petals, 0.5, `<circle cy="${-long * 0.9}" r="${dice.between(3, 6)}"/>`)
  const button = `<circle r="15" fill="none" stroke="#fff" stroke-width="4"/><circle r="6"/>`
  return `<g fill="#fff">${around(petals, 0, petal)}${dots}${button}</g>`
}

/** A ring of leaves in pairs, with a star in the middle. */
function wreath(dice: Dice): string {
  const leaves = Math.floor(dice.between(9, 16))
  const radius = dice.between(62, 72)
  const long = dice.between(24, 32)
  const leaf = (side: number) =>
    `<path d="M0 0q9 ${-long / 2} 0 ${-long}q-9 ${long / 2} 0 ${long}z" transform="translate(0 ${-radius}) rotate(${side * 48})"/>`
  const ring = `<circle r="${radius}" fill="none" stroke="#fff" stroke-width="3"/>`
  const points = Math.floor(dice.between(5, 9))
  const star = around(points, 0, `<path d="M-6 -9L0 ${-dice.between(30, 42)}L6 -9z"/>`)
  return `<g fill="#fff">${ring}${around(leaves, 0, leaf(1) + leaf(2.6))}${star}<circle r="11"/></g>`
}

/** Rows of small lozenges and dots, as borders were composed of single sorts. */
function lattice(dice: Dice): string {
  const count = Math.floor(dice.between(3, 6))
  const step = 170 / count
  const reach = step * dice.between(0.3, 0.42)
  const hollow = reach * 0.45
  const dot = `<circle cx="${step / 2}" cy="${step / 2}" r="${reach * 0.22}"/>`
  const cells: string[] = []
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const at = `translate(${(column - (count - 1) / 2) * step} ${(row - (count - 1) / 2) * step})`
      const lozenge = `M0 ${-reach}L${reach} 0L0 ${reach}L${-reach} 0z`
      const hole = `M0 ${-hollow}L${-hollow} 0L0 ${hollow}L${hollow} 0z`
      const isLast = row === count - 1 || column === count - 1
      cells.push(`<g transform="${at}"><path d="${lozenge}${hole}"/>${isLast ? '' : dot}</g>`)
    }
  }
  return `<g fill="#fff">${cells.join('')}</g>`
}

/** Repeats a shape in a circle; `begin` shifts it by a share of a step. */
function around(times: number, begin: number, shape: string): string {
  return Array.from(
    { length: times },
    (_, turn) => `<g transform="rotate(${((turn + begin) * 360) / times})">${shape}</g>`,
  ).join('')
}
