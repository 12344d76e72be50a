import { allowed, allowedForDevelopment, readInPackages } from './allowed.ts'

/** An entry of package-lock.json. */
export interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
}
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>
}
interface Root {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

export interface Dependency {
  readonly name: string
  readonly version: string
  /** As its package says it: `MIT OR Apache-2.0`. Undefined: nobody says it. */
  readonly licence: string | undefined
  /** Whether it is only needed by who develops: nothing of it is deployed. */
  readonly isForDevelopment: boolean
  /** Whether package.json asks for it, and no other package. */
  readonly isOurs: boolean
}

/** Every package that is installed, once for each version, by name. */
export function dependenciesIn({ packages }: Lock): readonly Dependency[] {
  const root = packages[''] as unknown as Root | undefined
  const ours = new Set(Object.keys({ ...root?.dependencies, ...root?.devDependencies }))
  const found = new Map<string, Dependency>()
  for (const [path, { version = '', license, dev, devOptional }] of Object.entries(packages)) {
    if (path === '') continue
    const name = path.split('node_modules/').at(-1) ?? path
    const isForDevelopment = dev === true || devOptional === true
    const before = found.get(`${name} ${version}`)
    found.set(`${name} ${version}`, {
      name,
      version,
      licence: license ?? readInPackages[name],
      isForDevelopment: isForDevelopment && before?.isForDevelopment !== false,
      isOurs: ours.has(name) && (path === `node_modules/${name}` || before?.isOurs === true),
    })
  }
  return [...found.values()].toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
}

const idOf = ({ name, version }: Dependency): string => `${name} ${version}`

/** Why a package may not be used. Undefined: it may. Of `A OR B` one is enough, of `A AND B` both are needed. */
export function refusalOf({ licence, isForDevelopment }: Dependency): string | undefined {
  if (licence === undefined) return 'says no licence'
  const known = isForDevelopment ? { ...allowed, ...allowedForDevelopment } : allowed
  const isAllowed = (words: string): boolean =>
    words
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((either) => either.split(' AND ').every((one) => Object.hasOwn(known, one)))
  return isAllowed(licence) ? undefined : `is ${licence}, which is not allowed`
}

/** docs/dependencies.md. */
export function dependenciesPage(lock: Lock): string {
  const all = dependenciesIn(lock)
  const deployed = all.filter(({ isForDevelopment }) => !isForDevelopment)
  const tools = all.filter(({ isForDevelopment }) => isForDevelopment)
  const rows = (some: readonly Dependency[]): readonly string[] =>
    some.map(
      ({ name, version, licence = 'none', isOurs }) =>
        `| ${isOurs ? `**${name}**` : name} | ${version} | ${licence} |`,
    )
  return `${[
    '# Dependencies and their licences',
    '',
    'Written by `npm run licences` from package-lock.json; `npm test` fails where it is out of date, or where a package has a licence that is not',
    'allowed (`tests/licences/allowed.ts`). In bold what package.json asks for itself. What the tool that deploys installs for itself, into',
    '`.sst`, is not in here: nothing of it is deployed.',
    '',
    '| licence | asks | deployed | for development |',
    '|---|---|--:|--:|',
    ...countedBy(deployed, tools),
    '',
    `## Deployed: ${deployed.length}`,
    '',
    'In the functions, the image of the consumers, or installed with `npm ci --omit=dev`.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows(deployed),
    '',
    `## For development: ${tools.length}`,
    '',
    'Compilers, tests and the tool that deploys; and packages of which only one is installed on a machine, by its system.',
    '',
    '| package | version | licence |',
    '|---|---|---|',
    ...rows(tools),
  ].join('\n')}\n`
}

function countedBy(deployed: readonly Dependency[], tools: readonly Dependency[]): readonly string[] {
  const asked: Readonly<Record<string, string>> = { ...allowed, ...allowedForDevelopment }
  const licences = [...new Set([...deployed, ...tools].map(({ licence = 'none' }) => licence))].toSorted()
  const count = (some: readonly Dependency[], licence: string): number =>
    some.filter((one) => (one.licence ?? 'none') === licence).length
  const asks = (licence: string): string =>
    licence
      .replaceAll(/[()]/g, '')
      .split(/ (?:OR|AND) /)
      .map((one) => asked[one] ?? '?')
      .join('; or ')
  return licences.map(
    (licence) => `| ${licence} | ${asks(licence)} | ${count(deployed, licence)} | ${count(tools, licence)} |`,
  )
}
