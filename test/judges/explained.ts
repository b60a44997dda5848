import type { Finding } from './finding.ts'

/** A finding of one engine that is no fault, and why the others do not have it. */
export type Explained = { engine: Finding['engine']; rule: string; where: RegExp; because: string }

/** All of them. One that no engine reports any more fails a whole run. */
export const explained: readonly Explained[] = [
  {
    engine: 'ibm',
    rule: 'aria_descendant_valid',
    where: /class="tile"/,
    because:
      'The children of a button are presentational (ARIA 1.2 §5.2.8), and its name comes from the alternative text of its image, which is what is wanted. axe and Alfa agree.',
  },
]

/** Questions that engines leave to a person, and what a person found, by engine and rule. */
export const answered: Readonly<Record<string, string>> = {
  'ibm style_color_misuse': 'Right, wrong and chosen have a sign or a border beside their colour.',
  'ibm style_focus_visible': 'Each control has a ring of 3 pixels that no style removes.',
  'ibm element_tabbable_unobscured': 'Nothing covers a control that has the focus.',
}

/** Says whether a finding is one of those that are no fault. */
export function isExplained({ engine, rule, where }: Finding): boolean {
  return explained.some(
    (one) => one.engine === engine && one.rule === rule && one.where.test(where),
  )
}
