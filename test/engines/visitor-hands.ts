import type { Challenge } from '../../src/model/challenge.ts'
import { entryFor } from './asking-service.ts'
import type { Role, Visitor } from './visitor.ts'
import type { AskedKind, VisitorName } from './visitor-table.ts'

const tabsMax = 30

/** What is asked of recordings. */
export const heardQuestion = 'Listen to each recording, and type the words you hear'

/** What has an answer to give. */
type AnsweredKind = Exclude<AskedKind, 'work'>

/** How a visitor presses what is not at hand yet, and answers a challenge. */
export type Hands = {
  usesKeys: boolean
  press: (visitor: Visitor, role: Role, name: string) => Promise<void>
  answer: (visitor: Visitor, challenge: Challenge, kind: AnsweredKind) => Promise<void>
}

/** The visitors, each with one way to use a page. */
export const visitors: Readonly<Record<VisitorName, Hands>> = {
  'only the keyboard': { usesKeys: true, press: pressByKey, answer: answerByKeyboard },
  'only the accessibility tree': {
    usesKeys: false,
    press: (visitor, role, name) => visitor.act(role, name),
    answer: answerByTree,
  },
  'only touch': {
    usesKeys: false,
    press: (visitor, role, name) => visitor.tap(role, name),
    answer: answerByTouch,
  },
  'only hearing': { usesKeys: true, press: pressByKey, answer: answerByEar },
}

const questions: Readonly<Record<AnsweredKind, (keyword: string | null) => string>> = {
  transcription: () => 'Type the text you read in each picture',
  classification: (keyword) => `Choose every picture that shows: ${keyword}`,
  audio: () => heardQuestion,
  listening: () => 'Two voices take turns. Type the two words that the lower voice says',
}
const fieldNames = {
  transcription: 'Text',
  audio: 'Words in recording',
  listening: 'Words of the lower voice in recording',
} as const

async function answerByKeyboard(visitor: Visitor, challenge: Challenge, kind: AnsweredKind) {
  const { items, keyword } = challenge
  for (const [index, { role, label }] of items.entries()) {
    if (kind === 'classification') {
      await tabTo(visitor, 'button', `Picture ${index + 1}`)
      if (role === 'known' && label === keyword) await visitor.pressKeys('Space')
      continue
    }
    await tabTo(visitor, 'textbox', `${fieldNames[kind]} ${index + 1}`)
    if (kind !== 'transcription') await playByKeys(visitor)
    await visitor.pressKeys(...keysOf(entryFor(label)))
  }
  if (kind === 'classification') await tabTo(visitor, 'button', 'Validate')
  await visitor.pressKeys('Enter')
}

// The full stop plays and pauses while the field keeps the focus.
async function playByKeys(visitor: Visitor): Promise<void> {
  await visitor.pressKeys('.')
  await visitor.waitFor('button', 'Pause')
  await visitor.pressKeys('.')
}

async function answerByTree(visitor: Visitor, challenge: Challenge, kind: AnsweredKind) {
  const { items, keyword } = challenge
  await visitor.waitFor('group', questions[kind](keyword))
  for (const [index, { role, label }] of items.entries()) {
    if (kind !== 'classification')
      await visitor.setValue(`${fieldNames[kind]} ${index + 1}`, entryFor(label))
    else if (role === 'known' && label === keyword)
      await visitor.act('button', `Picture ${index + 1}`)
  }
  await visitor.act('button', 'Validate')
}

async function answerByTouch(visitor: Visitor, challenge: Challenge, kind: AnsweredKind) {
  const { items, keyword } = challenge
  if (kind === 'audio' || kind === 'listening') {
    await visitor.tap('button', 'Play')
    await visitor.tap('button', 'Pause')
  }
  for (const [index, { role, label }] of items.entries()) {
    if (kind === 'classification') {
      if (role === 'known' && label === keyword) await visitor.tap('button', `Picture ${index + 1}`)
      continue
    }
    await visitor.tap('textbox', `${fieldNames[kind]} ${index + 1}`)
    await visitor.pressKeys(...keysOf(entryFor(label)))
  }
  await visitor.tap('button', 'Validate')
}

// What has the focus is what a screen reader says; how long a recording lasts is heard.
async function answerByEar(visitor: Visitor, { items }: Challenge, kind: AnsweredKind) {
  if (kind !== 'audio' && kind !== 'listening') throw new Error(`${kind} is not heard`)
  for (const [index, { label }] of items.entries()) {
    await pressByKey(visitor, 'button', 'Play')
    await visitor.waitForFocus('button', 'Pause')
    await visitor.waitForFocus('button', 'Play')
    await tabTo(visitor, 'textbox', `${fieldNames[kind]} ${index + 1}`)
    await visitor.pressKeys(...keysOf(entryFor(label)))
  }
  await visitor.pressKeys('Enter')
}

async function pressByKey(visitor: Visitor, role: Role, name: string): Promise<void> {
  await tabTo(visitor, role, name)
  await visitor.pressKeys('Space')
}

async function tabTo(visitor: Visitor, role: Role, name: string): Promise<void> {
  for (let tabs = 0; tabs < tabsMax; tabs += 1) {
    if (await visitor.isFocused(role, name)) return
    await visitor.pressKeys('Tab')
  }
  await visitor.waitForFocus(role, name)
}

function keysOf(text: string): string[] {
  return text.split('').map((character) => (character === ' ' ? 'Space' : character))
}
