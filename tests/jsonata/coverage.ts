import type jsonata from 'jsonata'

/** What an expression is made of: kinds of nodes, what they carry, operators, and built-ins by `$name`. */
export function constructsOf(ast: jsonata.ExprNode): ReadonlySet<string> {
  const found = new Set<string>()
  visit(ast, found)
  return found
}

const carried = [
  'keepArray',
  'keepSingletonArray',
  'consarray',
  'tuple',
  'focus',
  'index',
  'ancestor',
  'group',
  'predicate',
  'stages',
  'thunk',
  'signature',
  'nextFunction',
  'delete',
  'else',
  'descending',
]

function visit(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, found)
    return
  }
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return
  const node = value as Record<string, unknown>
  if (typeof node['type'] === 'string') found.add(nameOf(node))
  for (const name of carried) if (node[name] !== undefined && node[name] !== false) found.add(`with ${name}`)
  // A signature and the slot of a parent are no parts of the expression.
  for (const [key, member] of Object.entries(node)) {
    if (key !== 'signature' && key !== 'slot' && key !== 'ancestor') visit(member, found)
  }
}

function nameOf({ type, value }: Record<string, unknown>): string {
  if (type === 'binary' || type === 'unary') return `${type} ${String(value)}`
  if (type === 'variable') return value === '' ? '$' : value === '$' ? '$$' : `$${String(value)}`
  return String(type)
}
