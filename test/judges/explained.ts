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
  {
    engine: 'ibm',
    rule: 'aria_hidden_nontabbable',
    where: /aria-hidden/,
    because:
      'The dialog that is kept for the next challenge is invisible (visibility: hidden), so nothing in it takes the focus.',
  },
  // The document of the box's own frame, as the browser makes it.
  {
    engine: 'ibm',
    rule: 'html_lang_exists',
    where: /^<html> /,
    because:
      'All that stands in the frame of the box is in one element, which has the language; the document itself has none. axe agrees that nothing is without one. To say it twice would take more bytes than the script has left.',
  },
  {
    engine: 'alfa',
    rule: 'sia-r4',
    where: /^\{"type":"element","children":\[\{"type":"element","children":\[\],.*"name":"head"/,
    because: 'The same.',
  },
  {
    engine: 'alfa',
    rule: 'sia-r1',
    where: /^\{"type":"document"/,
    because:
      'The frame element names the frame, in the language of the visitor; a document within a frame is not a page.',
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
