import { isNode, type Node } from './arrows.ts'

// Methods of the language and of the document that our scripts call. What begins with an underscore is ours.
const methods = new Set(
  [
    'at concat endsWith entries every filter find findIndex flat flatMap forEach includes indexOf join keys map push',
    'reduce shift slice some splice startsWith toLowerCase trim values charAt match replace split',
    'get set has delete',
    'after append appendChild before closest contains createElement getAttribute',
    'getBoundingClientRect getClientRects getElementById getRootNode insertBefore matches',
    'querySelector querySelectorAll remove removeAttribute replaceChildren replaceWith setAttribute',
  ].flatMap((names) => names.split(' ')),
)

// Those with a function of their own in `own-realm.js`, as scripts have many calls of them.
const listening: ReadonlyMap<unknown, string> = new Map([
  ['addEventListener', 'listenOwn'],
  ['removeEventListener', 'unlistenOwn'],
])

/** The names under which `src/widget/page/own-realm.js` has the objects of the language, for the build to put in. */
export const ownNames: Record<string, string> = Object.fromEntries(
  ['JSON', 'Map', 'Math', 'Object', 'Promise'].map((name) => [name, `own${name}`]),
)

/**
 * Has a syntax tree (ESTree) call built-in methods and iterate through `callOwn` and `iterateOwn`, so that it does not
 * matter what a page or its libraries have made of them.
 */
export function useOwnReferences(part: unknown): void {
  if (Array.isArray(part)) return part.forEach(useOwnReferences)
  if (!isNode(part)) return
  for (const inner of Object.values(part)) useOwnReferences(inner)
  const { type, callee } = part
  if (type === 'CallExpression' && isNode(callee) && !mayBeCutShort(part))
    callThroughOwn(part, callee)
  if (type === 'ForOfStatement') part['right'] = iterate(part['right'])
  if (type === 'VariableDeclarator' && isArrayPattern(part['id']))
    part['init'] = iterate(part['init'])
  if (type === 'ArrayExpression') spreadOwn(part, 'elements')
  if (type === 'CallExpression' || type === 'NewExpression') spreadOwn(part, 'arguments')
}

// What follows `?.` is left as it is: it may not happen at all.
function mayBeCutShort(part: unknown): boolean {
  if (!isNode(part) || !/^(Call|Member|Chain)/.test(part.type)) return false
  return (
    part['optional'] === true ||
    mayBeCutShort(part['callee'] ?? part['object'] ?? part['expression'])
  )
}

function callThroughOwn(call: Node, callee: Node): void {
  const { property, object } = callee
  if (callee.type !== 'MemberExpression' || callee['computed'] === true || !isNode(property)) return
  const { name } = property
  const own = listening.get(name)
  if (own !== undefined) return callOwn(call, own, [object])
  if (!methods.has(String(name))) return
  const text = { type: 'Literal', value: name, raw: JSON.stringify(name) }
  callOwn(call, 'callOwn', [object, text])
}

function callOwn(call: Node, name: string, before: readonly unknown[]): void {
  call['callee'] = { type: 'Identifier', name }
  call['arguments'] = [...before, ...(call['arguments'] as Node[])]
}

function spreadOwn(part: Node, name: string): void {
  for (const element of part[name] as unknown[])
    if (isNode(element) && element.type === 'SpreadElement')
      element['argument'] = iterate(element['argument'])
}

function iterate(part: unknown): unknown {
  // A declaration in the head of a loop has no value.
  if (!isNode(part)) return part
  return {
    type: 'CallExpression',
    callee: { type: 'Identifier', name: 'iterateOwn' },
    arguments: [part],
    optional: false,
  }
}

function isArrayPattern(part: unknown): boolean {
  return isNode(part) && part.type === 'ArrayPattern'
}
