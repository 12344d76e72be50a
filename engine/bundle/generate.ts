import { createHash } from 'node:crypto'
import engine from '../../package.json' with { type: 'json' }
import { canonicalJson } from '../flow/canonical-json.ts'
import { slug } from '../flow/slug.ts'
import type { Written } from '../map/evaluation.ts'
import type { Election } from '../model/election.ts'
import type { Part, Plan } from '../plan/plan.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { block, literal } from './literal.ts'
import type { PlannedPart } from './planned.ts'

/**
 * One module with all plans: a function for each, and one for each election that they share. The same plans give the same
 * text, in whatever order they come; a plan that changes changes its own function.
 */
export function generateModule(plans: readonly Plan[], hosts: HostAllowances): string {
  const ordered = plans.toSorted((one, other) => (one.feed < other.feed ? -1 : 1))
  const elections = new Map(ordered.map(({ election }) => [electionName(election), election] as const))
  const named = [...elections].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return [
    `// The plans of ${ordered.length === 1 ? 'one feed' : `${ordered.length} feeds`}, made by feed compile (canvass ${engine.version}). Change the specs, not this.\n`,
    ...named.map(([name, election]) => `const ${name} = () => (${literal(election)})\n`),
    ...ordered.map((plan) => `const ${planName(plan)} = () => (${planned(plan)})\n`),
    `export const hosts = ${literal(hosts)}\n`,
    `export const plans = ${block(ordered.map((plan) => [plan.feed, planName(plan)]))}\n`,
  ].join('\n')
}

const identifier = (id: string): string => slug(id).replaceAll('-', '_')
/** Two ids that differ only in signs are still two. */
const nameOf = (kind: string, id: string, of: string): string =>
  `${kind}_${identifier(id)}_${createHash('sha256').update(of).digest('hex').slice(0, 8)}`
const planName = ({ feed }: Plan): string => nameOf('feed', feed, feed)
const electionName = (election: Election): string => nameOf('election', election.id, canonicalJson(election))

function planned(plan: Plan): string {
  const { recipe } = plan
  if (recipe === undefined) throw new Error(`${plan.feed} was not compiled here`)
  const expressions: Written[] = []
  const parts = plan.parts.map((part) => partOf(part, expressions))
  const given = { ...recipe, names: recipe.names, limits: plan.limits, assemble: plan.assemble ?? {}, parts }
  const { feed, title, status, hash, unit, timezone, schedule } = plan
  const data = { feed, title, status, hash, unit, timezone, schedule, ...given }
  return block([
    ...Object.entries(data).map(([name, value]) => [name, literal(value)] as const),
    ['election', electionName(plan.election)],
    ['expressions', `[\n${expressions.map(expressionCode).join('')}  ]`],
  ])
}

function partOf({ name, request, recipe, map, fills }: Part, expressions: Written[]): PlannedPart {
  if (recipe === undefined) throw new Error(`the part ${name} was not compiled here`)
  /** The same expression is written once, however many parts share it. */
  const placed = (written: Written | undefined): number => {
    if (written === undefined) throw new Error(`an expression of the part ${name} was not compiled here`)
    const known = expressions.indexOf(written)
    return known === -1 ? expressions.push(written) - 1 : known
  }
  const filled = fills?.map(({ lookup, allUsed = false, written }) => ({
    lookup,
    allUsed,
    key: placed(written?.key),
    ...(written?.value === undefined ? {} : { value: placed(written.value) }),
  }))
  return {
    name,
    request,
    ...recipe,
    ...(map === undefined ? {} : { map: placed(map.written) }),
    ...(filled === undefined ? {} : { fills: filled }),
  }
}

function expressionCode({ text, reads, marks }: Written): string {
  return `    ${block(
    [
      ['reads', literal(reads)],
      ['marks', literal(marks)],
      ['text', literal(text)],
    ],
    '    ',
  )},\n`
}
