import { createHash } from 'node:crypto'
import engine from '../../package.json' with { type: 'json' }
import { canonicalJson } from '../flow/canonical-json.ts'
import { slug } from '../flow/slug.ts'
import type { Generated, NotCompiled } from '../jsonata/compile.ts'
import type { Node } from '../jsonata/tree.ts'
import { codeOf } from '../map/compile-code.ts'
import type { Written } from '../map/evaluation.ts'
import { parseExpression } from '../map/parse.ts'
import { type ProvenRegex, proofsOf, proven } from '../map/regexes.ts'
import type { Election } from '../model/election.ts'
import type { Part, Plan } from '../plan/plan.ts'
import type { Recipe } from '../plan/recipe.ts'
import type { HostAllowances } from '../source/host-allowances.ts'
import { block, literal } from './literal.ts'
import type { PlannedPart } from './planned.ts'

/** Files of a folder, by their names. */
export type Files = ReadonlyMap<string, string>
/** The module with all plans. */
export const plansFile = 'plans.mjs'

/**
 * One module with all plans: a function for each, and one for each election that they share. The same plans give the same
 * text, in whatever order they come; a plan that changes changes its own function.
 */
export function generateModule(plans: readonly Plan[], hosts: HostAllowances): string {
  const { ordered, elections } = inOrder(plans)
  return [
    headOf(ordered),
    ...elections.map(([name, election]) => `const ${name} = ${electionCode(election)}`),
    ...ordered.map((plan) => `const ${planName(plan)} = ${planCode(plan, inPlace)}`),
    `export const hosts = ${literal(hosts)}\n`,
    `export const plans = ${block(ordered.map((plan) => [plan.feed, planName(plan)]))}\n`,
  ].join('\n')
}

/**
 * The same, each plan and each election in a module of its own, which is loaded when its feed is polled. So is each expression: feeds
 * of one profile have the same, and it is most of their plans.
 */
export function generateApart(plans: readonly Plan[], hosts: HostAllowances): Files {
  const { ordered, elections } = inOrder(plans)
  const expressions = new Map<string, string>()
  const codes = new Map<string, Generated | NotCompiled>()
  const codeOnce = (text: string): Generated | NotCompiled => {
    const code = codes.get(text) ?? codeFor(text)
    codes.set(text, code)
    return code
  }
  const apart = ordered.map((plan) => {
    const election = electionName(plan.election)
    const used = new Set([election])
    const code = planCode(plan, (written) => {
      const own = expressionCode(written, '', codeOnce)
      const name = `expression_${hashOf(own).slice(0, 16)}`
      expressions.set(name, `${comment(written.text, '')}export const ${name} = ${own}\n`)
      used.add(name)
      return `    ${name},\n`
    })
    const imports = [...used].map((name) => `import { ${name} } from './${name}.mjs'\n`)
    return [`plans/${planName(plan)}.mjs`, `${imports.join('')}\nexport const plan = ${code}`] as const
  })
  const index = [
    headOf(ordered),
    `export const hosts = ${literal(hosts)}\n`,
    `export const plans = ${block(ordered.map((plan) => [plan.feed, bring(plan)]))}\n`,
  ]
  return new Map([
    [plansFile, index.join('\n')],
    ...elections.map(
      ([name, election]) =>
        [`plans/${name}.mjs`, `export const ${name} = ${electionCode(election)}`] as const,
    ),
    ...[...expressions]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, code]) => [`plans/${name}.mjs`, code] as const),
    ...apart,
  ])
}

function inOrder(plans: readonly Plan[]): {
  readonly ordered: readonly Plan[]
  readonly elections: readonly (readonly [name: string, election: Election])[]
} {
  const elections = new Map(plans.map(({ election }) => [electionName(election), election] as const))
  return {
    ordered: plans.toSorted((one, other) => (one.feed < other.feed ? -1 : 1)),
    elections: [...elections].toSorted(([one], [other]) => (one < other ? -1 : 1)),
  }
}

const bring = (plan: Plan): string => `async () => (await import('./plans/${planName(plan)}.mjs')).plan()`
const headOf = ({ length }: readonly Plan[]): string =>
  `// The plans of ${length === 1 ? 'one feed' : `${length} feeds`}, made by feed compile (canvass ${engine.version}). Change the specs, not this.\n`
const electionCode = (election: Election): string => `() => (${literal(election)})\n`
/** Where an expression stands, as an item of the list of a plan. */
type Place = (written: Written) => string
const inPlace: Place = (written) => `${comment(written.text)}    ${expressionCode(written, '    ')},\n`
const planCode = (plan: Plan, place: Place): string => `() => (${planned(plan, place)})\n`
const identifier = (id: string): string => slug(id).replaceAll('-', '_')
/** Two ids that differ only in signs are still two. */
const nameOf = (kind: string, id: string, of: string): string =>
  `${kind}_${identifier(id)}_${hashOf(of).slice(0, 8)}`
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const planName = ({ feed }: Plan): string => nameOf('feed', feed, feed)
const electionName = (election: Election): string => nameOf('election', election.id, canonicalJson(election))

function planned(plan: Plan, place: Place): string {
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
    ['expressions', `[\n${expressions.map(place).join('')}  ]`],
    ['proofs', literal(proofs(expressions, recipe.names))],
  ])
}

function partOf({ name, request, recipe, map, fills, paths }: Part, expressions: Written[]): PlannedPart {
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
    ...(paths === undefined ? {} : { paths }),
  }
}

function expressionCode({ text, reads, marks }: Written, indent: string, codeIn = codeFor): string {
  const generated = codeIn(text)
  const shared = [
    ['reads', literal(reads)],
    ['marks', literal(marks)],
  ] as const
  const own =
    'because' in generated
      ? ([
          ['because', literal(generated.because)],
          ['text', literal(text)],
        ] as const)
      : ([
          ['uses', literal(generated.uses)],
          ['code', generated.code],
        ] as const)
  return block([...shared, ...own], indent)
}

const codeFor = (text: string): Generated | NotCompiled => codeOf(treeOf(text), text)

function treeOf(text: string): Node {
  const parsed = parseExpression(text, {})
  if ('problem' in parsed) throw new Error(`it was read before, and now ${parsed.problem}`)
  return parsed.ast
}

/** Each regular expression of mappings and names once. */
function proofs(expressions: readonly Written[], names: Recipe['names']): readonly ProvenRegex[] {
  const rules = Object.values(names).flatMap(({ strip, party, withoutParty = [] }) => [
    ...strip,
    ...party,
    ...withoutParty,
  ])
  const all = [
    ...expressions.flatMap(({ text }) => proofsOf(treeOf(text))),
    ...rules.flatMap((source) => proven(source)),
  ]
  return [...new Map(all.map((one) => [`${one.flags}/${one.source}`, one])).values()]
}

/** The expression, for whoever reads its code. */
const comment = (text: string, indent = '    '): string =>
  text
    .trim()
    .split(/\r?\n|[\u2028\u2029]/)
    .map((line) => `${indent}// ${line}`.trimEnd().concat('\n'))
    .join('')
