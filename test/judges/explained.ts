import type { Finding } from './finding.ts'

/** A finding of one engine that is no fault, and why the others do not have it. */
export type Explained = {
  engine: Finding['engine']
  rule: string
  where: RegExp
  /** The only look that it is seen in; any, if none is named. */
  look?: string
  because: string
}

/** All of them. One that no engine reports any more fails a whole run. */
export const explained: readonly Explained[] = [
  {
    engine: 'axe',
    rule: 'color-contrast',
    where: /^<span>|about\?lang=/,
    look: 'in forced colours',
    because:
      'In a dark box on a light page, axe measures `-webkit-text-fill-color`, for which Chromium tells the style sheet’s colour although forced colours have replaced it. What is seen is the system’s text on the system’s ground, which the computed `color` says, too (black on white, looked at). IBM and Alfa agree.',
  },
  {
    engine: 'ibm',
    rule: 'html_lang_exists',
    where: /^<html> /,
    because:
      'It is the document of the box’s frame, which the browser makes. What the rule is for is a page: that of W3C (ACT rule b5c3f8) is about the document of the top level only, and axe and Alfa follow it. All that stands in the frame is in one element that names its language (3.1.2), and the frame has a title.',
  },
]

/** Questions that engines leave to a person, and what was found by looking, by engine and rule. */
export const answered: Readonly<Record<string, string>> = {
  'axe color-contrast':
    'In forced colours it cannot tell the ground of a filled button: the system’s text stands on the system’s ground. Once it left open the button “slower” in Arabic, which has the colours that it passes in English. IBM and Alfa measure the same texts and find nothing.',
  'alfa sia-r65':
    'It cannot tell whether the ring of focus of the choices on `/demo` is seen: it is 3 pixels wide, as on all links of the page.',
  'ibm form_submit_button_exists':
    'The form around the widget has a button without a `type`, which sends.',
  'ibm input_label_visible':
    'The choice in a report stands below the summary that has the same words; without JavaScript, the box of a picture stands in front of it. axe and Alfa ask for a name only.',
  'ibm style_color_misuse': 'Right, wrong and chosen have a sign or a border beside their colour.',
  'ibm style_focus_visible':
    'Each control has a ring of 2 pixels in the box, 3 elsewhere, that no style removes.',
  'ibm element_tabbable_unobscured': 'Nothing covers a control that has the focus.',
  'ibm text_sensory_misuse': 'No sentence says where or of which shape something is.',
  'ibm frame_src_valid': 'The frame of the box has no address: the script draws into it.',
  'ibm html_skipnav_exists': 'It is for the page around the widget to have one.',
  'ibm media_keyboard_controllable':
    'The player has buttons and keys of its own; `test/kinds/audio` uses no other.',
}

/** Says whether a finding in a look is one of those that are no fault. */
export function isExplained({ engine, rule, where }: Finding, look: string): boolean {
  return explained.some(
    (one) =>
      one.engine === engine &&
      one.rule === rule &&
      one.where.test(where) &&
      (one.look ?? look) === look,
  )
}
