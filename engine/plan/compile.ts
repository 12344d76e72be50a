import { posix } from 'node:path'
import type { Declared } from '../component.ts'
import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Names } from '../map/clean.ts'
import type { Lookups } from '../map/given.ts'
import type { FeedId } from '../model/ids.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { parseSpec, type SpecDocument } from '../spec/document.ts'
import { FeedSections, type FeedValue } from '../spec/sections.ts'
import { sectionsOf } from '../spec/sections-of.ts'
import { compileChecks, reportUnknownStages } from './checks.ts'
import { type Compiling, readText, type Section, type SpecFiles } from './compiling.ts'
import { areSound } from './definitions.ts'
import { compileElection } from './election.ts'
import { feedsRootOf } from './feeds-root.ts'
import { planHash } from './hash.ts'
import { compileLimits } from './limits.ts'
import { compileLookups, filledLookups, reportNoSuchPart, reportUnusedLookups } from './lookups.ts'
import { mergedSections } from './merged-sections.ts'
import { compileOne } from './part.ts'
import { compileParts } from './parts.ts'
import type { Plan } from './plan.ts'
import { parametersOf, readProfile } from './profile.ts'
import { type Reading, readingKeys, readingsOf, reportUnreachable } from './readings.ts'
import { checkRecipes, filesBeside, type NameRecipe, type Recipe, recipeOf } from './recipe.ts'
import { compileSchedule, reportZoneOf } from './schedule.ts'
import { tables as allTables, type Tables } from './tables.ts'
import { compileNames, compileValues } from './values.ts'
import { has, isObject, reportElsewhere, reportMissing } from './whole.ts'

/** A plan, or every problem of the spec and of what it names, in the order of files and lines. Never both. */
export type Compiled =
  | { readonly path: string; readonly plan: Plan; readonly problems: readonly [] }
  | { readonly path: string; readonly plan: undefined; readonly problems: readonly FeedError[] }

/** Compiles one spec. Pure but for `files`: the same files give the same plan, on every machine, under the same hash. */
export function compileFeed(path: string, files: SpecFiles, tables: Tables = allTables): Compiled {
  const problems: FeedError[] = []
  const report = (error: FeedError) => void problems.push(error)
  const text = readText(path, () => feedError('SPEC_MISSING', { path }), { files, report })
  const plan = text === undefined ? undefined : compileText(path, text, { files, tables, report })
  if (plan !== undefined && problems.length === 0) return { path, plan, problems: [] }
  return { path, plan: undefined, problems: problems.toSorted(byPlace) }
}

function compileText(path: string, text: string, compiling: Compiling): Plan | undefined {
  const { report } = compiling
  const document = parseSpec(path, text)
  const own = sectionsOf(document, FeedSections, report)
  const root = feedsRootOf(path, compiling.files)
  const profile = own.profile === undefined ? undefined : readProfile(root, own.profile, document, compiling)
  const section = <Key extends keyof FeedValue>(
    key: Key,
  ): Section<NonNullable<FeedValue[Key]>> | undefined => {
    const fromProfile = !has(document, key) && profile !== undefined
    const values: Partial<FeedValue> = fromProfile ? (profile.sections as unknown as Partial<FeedValue>) : own
    const value = values[key]
    if (value === undefined) return undefined
    return {
      value: value as NonNullable<FeedValue[Key]>,
      document: fromProfile ? profile.document : document,
      path: [key],
    }
  }

  const election =
    own.election === undefined
      ? undefined
      : compileElection(root, own.election, document.position(['election']), compiling)
  if (own.unit !== undefined && election !== undefined) reportElsewhere(own.unit, election, document, report)
  const timed =
    own.schedule && compileSchedule({ value: own.schedule, document, path: ['schedule'] }, compiling)
  if (own.schedule === undefined) reportZoneOf(document, compiling)
  const limits = compileLimits(section('limits'), compiling)
  const given = mergedSections(
    'lookups',
    { own: own.lookups, shared: profile?.sections.lookups },
    document,
    profile,
  )
  const givenNames = mergedSections(
    'names',
    { own: own.names, shared: profile?.sections.names },
    document,
    profile,
  )
  const lookups: Lookups = Object.assign(
    {},
    ...given.map((one) => ({ ...namedLookups(one.document), ...compileLookups(one, compiling) })),
  )
  const parameters = parametersOf(own.parameters ?? {}, document, profile, compiling)
  const limitsOfChecks = section('checks') as Section | undefined
  const checks = compileChecks(limitsOfChecks, compiling)
  if (limitsOfChecks !== undefined && election !== undefined)
    reportUnknownStages(limitsOfChecks, election, limitsOfChecks.document === document, compiling)
  const source = compileSource(section('source') as Section | undefined, { lookups, parameters }, compiling)
  const reading: Reading = Object.fromEntries(
    readingKeys.flatMap((key) => {
      const found = section(key)
      return found === undefined ? [] : [[key, found]]
    }),
  )
  const definitions = [
    ...(profile?.sections.define === undefined
      ? []
      : [{ value: profile.sections.define, document: profile.document, path: ['define'] }]),
    ...(own.define === undefined ? [] : [{ value: own.define, document, path: ['define'] }]),
  ]
  const context = {
    definitions,
    lookups,
    parameters,
    carried: source?.carries ?? [],
    timezone: timed?.timezone ?? 'UTC',
    milliseconds: limits.expressionMilliseconds,
    values: compileValues(section('values'), compiling),
    names: Object.assign(
      {},
      ...givenNames.map((one) => compileNames(one, Object.keys(lookups), compiling)),
    ) as Names,
  }
  // Without a source its requests are not known: the shared sections are still looked at.
  const requests = source?.requests ?? ['main']
  const ownParts = source && (section('parts') as Section | undefined)
  const filled = given.flatMap(filledLookups)
  const readings = readingsOf(requests, reading, ownParts, filled, compiling)
  reportUnreachable(reading, ownParts, readings, compiling)
  reportMissing(document, profile?.document, readings, report)
  if (source !== undefined)
    reportNoSuchPart(
      filled,
      readings.map(({ name }) => name),
      compiling,
    )
  const parts = areSound(definitions, context, report)
    ? compileParts(readings, filled, context, compiling)
    : undefined
  // A profile may have more than a tenant with a mapping of its own asks.
  const mapIn = reading.map?.document ?? document
  for (const one of given) {
    if (parts !== undefined && (one.document === document || one.document === mapIn))
      reportUnusedLookups(one, parts, source?.lookups ?? [], compiling)
  }
  const { feed, title, unit } = own
  if (!feed || !title || !unit || !election || !timed || !source || !parts) return undefined

  const value = (key: keyof typeof own) => section(key)?.value as Json | undefined
  const resolved: JsonObject = {
    feed,
    title,
    unit,
    election: election as unknown as JsonObject,
    schedule: timed as unknown as JsonObject,
    parameters,
    source: value('source'),
    // Their order counts, and that of keys does not.
    requests: source.requests,
    unpack: value('unpack'),
    decode: value('decode'),
    select: value('select'),
    number_repeats: value('number_repeats'),
    lookups,
    ...(givenNames.length === 0
      ? {}
      : { names: Object.assign({}, ...givenNames.map((one) => one.value)) as Json }),
    ...(filled.length === 0 ? {} : { filled: Object.assign({}, ...given.map((one) => one.value)) as Json }),
    map: value('map'),
    ...(definitions.length === 0 ? {} : { define: definitions.map((one) => one.value) }),
    parts: value('parts'),
    // Only where they are given: the hash of a spec stays what it was.
    ...Object.fromEntries(
      (['assemble', 'values'] as const).flatMap((key) =>
        value(key) === undefined ? [] : [[key, value(key)]],
      ),
    ),
    checks: value('checks'),
    limits: limits as unknown as JsonObject,
  }
  return {
    feed: feed as FeedId,
    title,
    status: own.status ?? 'draft',
    hash: planHash(resolved),
    election,
    unit,
    timezone: timed.timezone,
    schedule: timed.schedule,
    source,
    parts,
    assemble: section('assemble')?.value ?? {},
    checks,
    limits,
    resolved,
    recipe: {
      file: posix.relative(root, path),
      files: filesBeside(path, value('source'), compiling),
      source: recipeOf({ value: value('source') as Json }),
      checks: checkRecipes(limitsOfChecks, compiling.tables),
      lookups,
      parameters,
      carried: context.carried,
      values: context.values,
      names: namesAsWritten(context.names),
    },
  }
}

const namesAsWritten = (names: Names): Recipe['names'] =>
  Object.fromEntries(
    Object.entries(names).map(([kind, { strip, party, lookup, withoutParty }]): [string, NameRecipe] => [
      kind,
      {
        strip: strip.map(({ source }) => source),
        party: party.map(({ source }) => source),
        ...(lookup === undefined ? {} : { lookup }),
        ...(withoutParty === undefined ? {} : { withoutParty: withoutParty.map(({ source }) => source) }),
      },
    ]),
  )

const compileSource = (section: Section | undefined, declared: Declared, compiling: Compiling) =>
  section === undefined ? undefined : compileOne('source', section, compiling, declared)?.port

/** Every lookup by name, empty: what is wrong with one must not become complaints about every use of it. */
function namedLookups({ value }: SpecDocument): Lookups {
  const lookups = isObject(value) ? value['lookups'] : undefined
  if (lookups === undefined || !isObject(lookups)) return {}
  return Object.fromEntries(Object.keys(lookups).map((name) => [name, {}]))
}

function byPlace({ at: one }: FeedError, { at: other }: FeedError): number {
  if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line || one.column - other.column
}
