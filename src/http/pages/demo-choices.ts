import type { Language } from '../../model/language.ts'
import type { Contract } from '../contracts/contract.ts'
import { demoHtml } from './demo-words.ts'
import { escapeHtml } from './escape-html.ts'

/** What a visitor of the demonstration may choose. */
export type DemoChoice = {
  contract: Pick<Contract, 'name' | 'demo'>
  kind: string
  /** Several challenges in a row, if the contract's widget can show them. */
  isGame: boolean
  language: Language
}

/** What there is to choose from. */
export type DemoChoices = DemoChoice & {
  contracts: readonly Pick<Contract, 'name' | 'demo'>[]
  kinds: readonly string[]
}

/** The address of the demonstration with a choice, from itself, as HTML. */
export function demoAddress({ contract, kind, isGame, language }: DemoChoice): string {
  const game = isGame && contract.demo.hasGame ? '&amp;game' : ''
  return `?contract=${contract.name}&amp;kind=${kind}${game}&amp;lang=${language.tag}`
}

/** Links that change the contract or the kind of challenge, and keep everything else. */
export function drawChoices(view: DemoChoices): string {
  const { contract, kind, kinds, language } = view
  const nameOf = (name: string): string => language.demo[name] ?? name
  const contracts = view.contracts.map((one) =>
    linkTo({ ...view, contract: one }, nameOf(one.name), one.name === contract.name),
  )
  const isGame = view.isGame && contract.demo.hasGame
  const plain = kinds.map((one) =>
    linkTo({ ...view, kind: one, isGame: false }, nameOf(one), one === kind && !isGame),
  )
  const game = linkTo({ ...view, isGame: true }, nameOf('game'), isGame)
  const challenges = contract.demo.hasGame ? [...plain, game] : plain
  return `<div class="columns">
${groupOf('contracts', demoHtml(language, 'contract'), contracts)}
${groupOf('kinds', demoHtml(language, 'challenge'), challenges)}
</div>`
}

function groupOf(name: string, label: string, links: readonly string[]): string {
  const items = links.map((link) => `<li>${link}</li>`).join('')
  return `<nav aria-labelledby="${name}"><p class="label" id="${name}">${label}</p><ul class="${name}">${items}</ul></nav>`
}

function linkTo(to: DemoChoice, text: string, isCurrent: boolean): string {
  const current = isCurrent ? ' aria-current="true"' : ''
  return `<a href="${demoAddress(to)}"${current}>${escapeHtml(text)}</a>`
}
