/** What an engine says of one place: a fault, or a question that only a person can answer. */
export type Finding = {
  engine: 'axe' | 'ibm' | 'alfa'
  rule: string
  is: 'fault' | 'question'
  where: string
}
