import { type Static, type TSchema, Type } from 'typebox'
import { SizeText } from '../flow/size.ts'
import { DurationText } from '../time/duration.ts'

const strict = { additionalProperties: false } as const
const LocalTime = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}(:\\d{2})?$',
  description: 'A time on the local wall clock: 2024-11-05 19:30.',
})
const Name = Type.String({ pattern: '^[a-z][a-z0-9_-]*$' })
const anything = (description: string): TSchema => Type.Unknown({ description })
const described = <Schema extends TSchema>(schema: Schema, description: string): Schema => ({
  ...schema,
  description,
})

export const FeedIdText = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  description: 'Id of the feed: lower-case words joined by hyphens, such as us-nc-precinct.',
})
export const ElectionIdText = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 100,
  description: 'Id of the election: the name of a file in elections, without .yaml.',
})
export const UnitText = Type.String({
  pattern: '^ocd-division/country:[a-z]{2}(/[a-z_-]+:[^\\s|/]+)*$',
  description: 'OCD id of a jurisdiction: ocd-division/country:us/state:nc.',
})

export const ScheduleSection = Type.Object(
  {
    timezone: Type.String({ description: 'Name of the zone of all local times: America/New_York.' }),
    every: described(DurationText, 'How often to poll outside the windows: 15m.'),
    windows: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: described(LocalTime, 'Begin, on the local wall clock: 2024-11-05 19:30.'),
            to: described(LocalTime, 'End, not included: 2024-11-06 03:00.'),
            every: described(DurationText, 'How often to poll inside the window: 15s.'),
          },
          { ...strict, description: 'A span of time with its own pace.' },
        ),
        { description: 'Spans of time with their own pace. The first that fits counts.' },
      ),
    ),
    expect_change_within: Type.Optional(
      described(DurationText, 'Inside a window, older figures than this are late: 30m.'),
    ),
  },
  { ...strict, description: 'When to poll.' },
)

export const LimitsSection = Type.Object(
  {
    bytes: Type.Optional(described(SizeText, 'Of one body, as fetched. Default: 50MB.')),
    inflated_bytes: Type.Optional(described(SizeText, 'Of all members after unpacking. Default: 200MB.')),
    members: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000, description: 'Of an archive. Default: 1000.' }),
    ),
    rows: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20_000_000, description: 'Of one capture. Default: 1000000.' }),
    ),
    depth: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1_000, description: 'Levels of nesting. Default: 64.' }),
    ),
    time: Type.Optional(described(DurationText, 'The whole poll; at most 15m. Default: 2m.')),
    expression_time: Type.Optional(
      described(DurationText, 'The mapping of one row; at most 60s. Default: 1s.'),
    ),
  },
  { ...strict, description: 'Bounds of one poll: a bad feed hurts only itself.' },
)

const LookupSection = Type.Object(
  {
    file: Type.Optional(Type.String({ minLength: 1, description: 'A CSV file with a header.' })),
    key: Type.Optional(Type.String({ minLength: 1, description: 'The column of the keys.' })),
    value: Type.Optional(Type.String({ minLength: 1, description: 'The column of the values.' })),
    entries: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]), {
        description: 'Instead of a file: keys and values.',
      }),
    ),
  },
  { ...strict, description: 'A file (with key and value), or entries.' },
)
const LookupsSection = Type.Record(Name, LookupSection, {
  additionalProperties: false,
  description: 'Closed tables for $lookup_in("name", key): a key that is missing rejects the row.',
})
const MapSection = Type.String({
  minLength: 1,
  description: 'JSONata, once per row: one or more count lines, or nothing (docs/mapping.md).',
})
const ParameterValue = Type.Union([Type.String(), Type.Number(), Type.Boolean()])
/** The sections that say how bytes become count lines; components are checked by their own schemas. */
const reading = {
  unpack: Type.Optional(
    Type.Array(anything('An unpacker.'), { description: 'Containers to open, outermost first.' }),
  ),
  decode: Type.Optional(anything('The format of the bytes.')),
  select: Type.Optional(anything('Where the rows are, in a tree or a page.')),
  number_repeats: Type.Optional(
    Type.Record(Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }), {
      description:
        'By the name that a row gets: the columns whose values tell which rows are alike. 1 is the first of them, 2 the second.',
    }),
  ),
  map: Type.Optional(MapSection),
}
const shared = {
  source: Type.Optional(anything('Where the bytes come from.')),
  ...reading,
  lookups: Type.Optional(LookupsSection),
  parts: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Object(reading, { ...strict, description: 'What differs for one request.' }),
      { description: 'By the name of a request: its own unpack, decode, select or map.' },
    ),
  ),
  checks: Type.Optional(
    Type.Array(anything('A check with its options.'), {
      description: 'Options of checks. All checks always run, these with other limits than the default.',
    }),
  ),
  limits: Type.Optional(LimitsSection),
}

/** The keys of feed.yaml, in the order in which people write them: that of the flow. */
export const FeedSections = Type.Object(
  {
    feed: FeedIdText,
    title: Type.String({ minLength: 1, description: 'What it is, for people.' }),
    election: ElectionIdText,
    unit: UnitText,
    status: Type.Optional(
      Type.Enum(['draft', 'live', 'paused'], {
        description: 'draft: only dry runs. live: polled. paused: not polled. Default: draft.',
      }),
    ),
    profile: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
        description: "A vendor's profile, profiles/NAME.yaml: what this file leaves out comes from there.",
      }),
    ),
    parameters: Type.Optional(
      Type.Record(Type.String(), ParameterValue, {
        description: 'Values for the parameters that the profile declares; mappings read $parameters.name.',
      }),
    ),
    schedule: ScheduleSection,
    ...shared,
  },
  { ...strict, description: 'One source of results.' },
)
export type FeedValue = Static<typeof FeedSections>

/** The keys of profiles/NAME.yaml. */
export const ProfileSections = Type.Object(
  {
    profile: Type.String({ description: 'The name of this file, without .yaml.' }),
    title: Type.String({ minLength: 1, description: 'Which vendor and which file.' }),
    parameters: Type.Optional(
      Type.Record(
        Name,
        Type.Object(
          {
            description: Type.String({ minLength: 1, description: 'What a tenant has to give.' }),
            default: Type.Optional(described(ParameterValue, 'What holds where a tenant gives nothing.')),
          },
          { ...strict, description: 'A parameter that tenants give.' },
        ),
        { additionalProperties: false, description: 'What differs from tenant to tenant.' },
      ),
    ),
    ...shared,
  },
  { ...strict, description: 'One description that serves all tenants of a vendor.' },
)
export type ProfileValue = Static<typeof ProfileSections>

/** The keys of elections/ID.yaml: what is true of an election, not of a feed. */
export const ElectionSections = Type.Object(
  {
    election: ElectionIdText,
    title: Type.String({ minLength: 1, description: 'What it is, for people.' }),
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day of the election: 2024-11-05.' }),
    polls_close: Type.Array(
      Type.Object(
        {
          unit: UnitText,
          at: described(LocalTime, 'When the last polling place of the unit closes: 2024-11-05 19:30.'),
          timezone: Type.String({ description: 'Name of the zone: America/New_York.' }),
        },
        { ...strict, description: 'The closing of the polls in a unit and all that it contains.' },
      ),
      {
        minItems: 1,
        description: 'No votes are published for a unit before. The longest unit that contains it counts.',
      },
    ),
    test_windows: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'First day.' }),
            to: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Last day, included.' }),
          },
          { ...strict, description: 'Days on which offices publish test data.' },
        ),
        { description: 'Days on which offices publish test data, in the zone of the first polls_close.' },
      ),
    ),
    stages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[a-z][a-z0-9_-]*$', description: 'night, canvass, recount, …' }),
            from: described(LocalTime, 'When it begins, in the zone of the first polls_close.'),
          },
          { ...strict, description: 'A stage of the count.' },
        ),
        { description: 'Stages of the count, in order; limits of checks may depend on them.' },
      ),
    ),
    contests: Type.Optional(
      Type.String({
        description:
          'CSV file: id, name; optional: names (others, separated by |), type, votes_allowed, major_parties.',
      }),
    ),
    registration: Type.Optional(Type.String({ description: 'CSV file: unit, registered.' })),
    units: Type.Optional(
      Type.String({
        description:
          'CSV file: unit, within. Which units lie in which others, wholly or in part, where no id says so.',
      }),
    ),
  },
  { ...strict, description: 'An election.' },
)
export type ElectionValue = Static<typeof ElectionSections>
