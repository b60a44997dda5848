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
  {
    engine: 'ibm',
    rule: 'html_lang_exists',
    where: /^<html> /,
    because:
      'It is the document of the box’s frame, which the browser makes. What the rule is for is a page: that of W3C (ACT rule b5c3f8) is about the document of the top level only, and axe and Alfa follow it. All that stands in the frame is in one element that names its language (3.1.2), and the frame has a title.',
  },
]

/** Questions that engines leave to a person, and what a person found, by engine and rule. */
export const answered: Readonly<Record<string, string>> = {
  'ibm style_color_misuse': 'Right, wrong and chosen have a sign or a border beside their colour.',
  'ibm style_focus_visible': 'Each control has a ring of 3 pixels that no style removes.',
  'ibm element_tabbable_unobscured': 'Nothing covers a control that has the focus.',
  'ibm text_sensory_misuse': 'No sentence says where or of which shape something is.',
  'ibm frame_src_valid': 'The frame of the box has no address: the script draws into it.',
  'ibm html_skipnav_exists': 'It is for the page around the widget to have one.',
  'ibm media_keyboard_controllable':
    'The player has buttons and keys of its own; `test/kinds/audio` uses no other.',
}

/** Says whether a finding is one of those that are no fault. */
export function isExplained({ engine, rule, where }: Finding): boolean {
  return explained.some(
    (one) => one.engine === engine && one.rule === rule && one.where.test(where),
  )
}
