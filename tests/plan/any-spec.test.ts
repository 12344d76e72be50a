import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { compileFeed } from '../../engine/plan/compile.ts'
import { electionPath, electionText, feedPath, filesOf, specText } from './specs.ts'

/** Specs with every section, so that a change hits any of them. */
const rich = [
  specText({
    status: 'live',
    schedule:
      '{ timezone: America/New_York, every: 15m, windows: [ { from: 2024-11-05 19:30, to: 2024-11-06 03:00, every: 15s } ] }',
    source:
      '{ http: { requests: { a: { url: "https://example.gov/a" }, b: { url: "https://example.gov/b", headers: { Authorization: { secret: x } } } } } }',
    unpack: '[ { zip: { members: "*.csv" } }, gzip ]',
    lookups: '{ county: { file: counties.csv, key: name, value: fips }, party: { entries: { D: DEM } } }',
    parts: '{ b: { decode: json, select: { jmespath: "a[]" } } }',
    checks:
      '[ rows, { fall: { at_most: 25 votes } }, { parts: { except: [ { unit: "ocd-division/country:us", because: y } ] } } ]',
    limits: '{ rows: 5, time: 1m }',
  }),
  specText({
    source:
      '{ sftp: { host: sftp.example.gov, user: u, password: { secret: x }, host_key: SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, directory: d, pattern: p } }',
    decode: '{ xml: { rows: [ a/b ] } }',
    profile: 'vendor',
    parameters: '{ tenant: x }',
  }),
  specText({
    source: '{ file: { path: x } }',
    decode: 'html',
    select: '{ css: { rows: tr, cells: { a: td, b: { css: td, attribute: id } } } }',
  }),
].map((text) => parse(text) as object)
const election = parse(`${electionText}test_windows: [ { from: 2024-10-23, to: 2024-10-26 } ]
stages: [ { name: night, from: 2024-11-05 19:30 } ]
contests: contests.csv
registration: registration.csv
units: units.csv
`) as object

type Path = readonly (string | number)[]
function pathsOf(value: unknown, above: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [above]
  return [above, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...above, key]))]
}
function changed(value: unknown, [step, ...rest]: Path, to: unknown): unknown {
  if (step === undefined) return to
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) }
  Reflect.set(copy, step, changed(Reflect.get(copy, step), rest, to))
  return copy
}

const anything = fc.oneof(
  fc.constantFrom(
    null,
    '',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [[]],
    'csv',
    { csv: null },
    { csv: {}, json: {} },
    '__proto__',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    { constructor: 1 },
    { toString: 'x' },
    '25 votes',
    '15s',
    '2024-02-30 10:00',
    '$a',
    '(',
    '\\',
    '[',
  ),
)
const cells = fc.constantFrom(
  'id',
  'name',
  'unit',
  'within',
  'registered',
  'fips',
  'Wake',
  '',
  '1',
  'constructor',
  '"',
)
const table = fc
  .array(fc.array(cells, { minLength: 1, maxLength: 3 }), { maxLength: 4 })
  .map((rows) => rows.map((row) => row.join(',')).join('\n'))

test('no spec, election, profile or table makes the compiler fail: there is a plan, or problems with places', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...rich),
      fc.array(fc.tuple(fc.nat(), anything), { maxLength: 3 }),
      fc.option(fc.tuple(fc.nat(), anything)),
      table,
      (start, changes, electionChange, csv) => {
        const spec = changes.reduce<object>((value, [pick, to]) => {
          const paths = pathsOf(value)
          return changed(value, paths[pick % paths.length] ?? [], to) as object
        }, start)
        const paths = pathsOf(election)
        const own =
          electionChange === null
            ? election
            : changed(election, paths[electionChange[0] % paths.length] ?? [], electionChange[1])
        const written = { lineWidth: 0, aliasDuplicateObjects: false }
        const files = filesOf({
          [feedPath]: stringify(spec, written),
          [electionPath]: stringify(own, written),
          'feeds/us-nc/general/counties.csv': csv,
          'feeds/elections/contests.csv': csv,
          'feeds/elections/registration.csv': csv,
          'feeds/elections/units.csv': csv,
          'feeds/profiles/vendor.yaml': stringify(changes[0]?.[1] ?? { profile: 'vendor' }, written),
        })
        const { plan, problems } = compileFeed(feedPath, files)
        expect((plan === undefined) === problems.length > 0).toBe(true)
        expect(
          problems.filter(({ at, hint, message }) => at === undefined || hint === '' || message === ''),
        ).toEqual([])
      },
    ),
    { numRuns: 200 },
  )
}, 30_000)
