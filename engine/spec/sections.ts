import { type Static, Type } from 'typebox'
import { SizeText } from '../flow/size.ts'
import { DurationText } from '../time/duration.ts'
import { AssembleSection } from './assemble-section.ts'
import { LookupsSection } from './lookup-section.ts'
import {
  anything,
  described,
  ElectionIdText,
  FeedIdText,
  LocalTime,
  Name,
  strict,
  UnitText,
} from './section-words.ts'

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
export const PartSection = Type.Object(
  {
    request: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Whose bytes it reads, where its name is not that of a request.',
      }),
    ),
    ...reading,
  },
  { ...strict, description: 'What differs for one request, or one more reading of a request.' },
)
const Marks = (description: string) => Type.Optional(Type.Array(Type.String(), { minItems: 1, description }))
const ValuesSection = Type.Object(
  {
    absent: Marks('What stands where nothing was reported: "", "-", "N/A".'),
    suppressed: Marks('What stands where the office withholds a figure: "****", "<5".'),
    zero: Marks('What stands for zero.'),
    groups: Type.Optional(
      Type.Enum([',', '.', ' ', "'", 'none'], {
        description: 'What groups digits by three: 1,234 or 1.234. Default: ",".',
      }),
    ),
  },
  { ...strict, description: 'How counts are written: what $votes reads beside numbers.' },
)
const Patterns = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, description }))
const NamesSection = Type.Record(
  Name,
  Type.Object(
    {
      strip: Patterns('Regular expressions of what is taken out, in this order.'),
      party: Patterns(
        'Regular expressions that find a party in the name, in their group "party": \'\\((?<party>\\w+)\\)$\'. It is taken out.',
      ),
      party_lookup: Type.Optional(
        Type.String({ minLength: 1, description: 'The lookup that says what the party is called.' }),
      ),
      party_required: Type.Optional(
        Type.Boolean({
          description:
            'A name in which no rule finds a party rejects its row, but for those of without_party. Default: false.',
        }),
      ),
      without_party: Patterns(
        'Regular expressions of names that have none though it is required: "^Write-in", "^(Yes|No)$".',
      ),
    },
    { ...strict, description: 'The rules of one kind of names.' },
  ),
  {
    additionalProperties: false,
    description: 'By kind, how names are cleaned: for $clean("kind", text) and $party_in("kind", text).',
  },
)
const shared = {
  source: Type.Optional(anything('Where the bytes come from.')),
  ...reading,
  lookups: Type.Optional(LookupsSection),
  values: Type.Optional(ValuesSection),
  names: Type.Optional(NamesSection),
  parts: Type.Optional(
    Type.Record(Type.String(), PartSection, {
      description: 'By the name of a request, or by any other name with the request that it reads.',
    }),
  ),
  define: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Functions and values that all mappings see, those of parts too: bindings of JSONata, $name := …; those of a profile come first.',
    }),
  ),
  assemble: Type.Optional(AssembleSection),
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
