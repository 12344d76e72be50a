import type { Json } from '../model/json.ts'
import type { Plan } from '../plan/plan.ts'

/** The names of the secrets that a source asks for, in order. */
export function secretNamesOf(plan: Pick<Plan, 'feed' | 'recipe'>): readonly string[] {
  const found = new Set<string>()
  walk(sourceOf(plan).options, (key, value) => {
    if (key === 'secret') found.add(value)
  })
  return [...found].toSorted()
}

/**
 * The hosts that the addresses of a source name, in order, as the budget of hosts names them. One that a feed finds out while it is
 * polled, or fills in, is not among them, nor is a proxy.
 */
export function hostsOf(plan: Pick<Plan, 'feed' | 'recipe'>): readonly string[] {
  const { type, options } = sourceOf(plan)
  const found = new Set<string>()
  walk(withoutProxies(options), (key, value, { region }) => {
    if (type === 's3' && key === 'bucket' && typeof region === 'string')
      found.add(`${value}.s3.${region}.amazonaws.com`)
    if (key === 'host') found.add(value)
    const host = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#{}]+)(?:[/:?#]|$)/i.exec(value)?.[1]
    if (host !== undefined) found.add(host)
  })
  return [...new Set([...found].map((host) => host.toLowerCase().replace(/\.$/, '')))].toSorted()
}

function sourceOf({ feed, recipe }: Pick<Plan, 'feed' | 'recipe'>) {
  if (recipe === undefined) throw new Error(`${feed} was not compiled here`)
  return recipe.source
}

type Beside = Readonly<Record<string, Json>>

const withoutProxies = (value: Json): Json =>
  JSON.parse(JSON.stringify(value), (key: string, inner: Json) => (key === 'proxy' ? null : inner)) as Json

/** Every text in the options of a source, with its key. */
function walk(value: Json | undefined, visit: (key: string, value: string, beside: Beside) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') visit(key, inner, value as Beside)
    else if (Array.isArray(inner))
      for (const one of inner) walk(typeof one === 'string' ? { [key]: one } : one, visit)
    else walk(inner, visit)
  }
}
