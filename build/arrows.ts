/** A node of a syntax tree as ESTree has it, or anything in one. */
export type Node = { type: string; [part: string]: unknown }

/**
 * Makes arrow functions of all function declarations in a syntax tree (ESTree) that do not say `this` or
 * `arguments`, at the beginning of their block: the same program in fewer bytes. Generators stay as they
 * are, and none may be a constructor.
 */
export function useArrows(part: unknown): void {
  if (Array.isArray(part)) return part.forEach(useArrows)
  if (!isNode(part)) return
  for (const inner of Object.values(part)) useArrows(inner)
  const { type, body } = part
  if ((type === 'BlockStatement' || type === 'Program') && Array.isArray(body))
    part['body'] = raise(body as Node[])
}

function raise(body: readonly Node[]): Node[] {
  const functions = body.filter(
    (node) =>
      node.type === 'FunctionDeclaration' && node['generator'] !== true && !saysOwn(node['body']),
  )
  if (functions.length === 0) return [...body]
  const declarations = functions.map((node) => ({
    type: 'VariableDeclarator',
    id: node['id'],
    init: { ...node, type: 'ArrowFunctionExpression', id: null, expression: false },
  }))
  const others = body.filter((node) => !functions.includes(node))
  return [{ type: 'VariableDeclaration', kind: 'let', declarations }, ...others]
}

// An arrow function has none of its own.
function saysOwn(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(saysOwn)
  if (!isNode(part)) return false
  const { type, name } = part
  if (type === 'ThisExpression' || (type === 'Identifier' && name === 'arguments')) return true
  if (type === 'FunctionDeclaration' || type === 'FunctionExpression') return false
  return Object.values(part).some(saysOwn)
}

export function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part
}
