import alert from '../../../schemas/alert.schema.json' with { type: 'json' }
import current from '../../../schemas/current.schema.json' with { type: 'json' }
import envelope from '../../../schemas/envelope.schema.json' with { type: 'json' }
import result from '../../../schemas/result.schema.json' with { type: 'json' }
import status from '../../../schemas/status.schema.json' with { type: 'json' }
import type { Table } from '../../component.ts'
import { mappingFunctions } from '../../map/functions.ts'
import { countLine } from '../../map/line-schema.ts'
import { tables } from '../../plan/tables.ts'
import * as qualityRules from '../../quality/table.ts'
import { ElectionSections } from '../../spec/election-sections.ts'
import { HostsSections } from '../../spec/hosts-sections.ts'
import { QualitySections } from '../../spec/quality-sections.ts'
import { FeedSections, ProfileSections } from '../../spec/sections.ts'
import { assumptionsText, costExample, pricesText, stagesText } from './cost-tables.ts'
import { fieldTable } from './field-table.ts'
import { code, prose } from './markdown.ts'
import { type OptionSchema, optionTable } from './option-table.ts'
import type { Regions } from './regions.ts'

/** Everything that pages take from the tables. */
export function regions(): Regions {
  return {
    ...named('feed', sections(FeedSections)),
    ...named('profile', sections(ProfileSections)),
    ...named('election', { all: ElectionSections }),
    ...named('hosts', { all: HostsSections }),
    ...Object.fromEntries(Object.keys(tables).map((family) => [family, () => familyText(family as never)])),
    'count line': () => optionTable(countLine as unknown as OptionSchema),
    functions: functionsText,
    result: () => fieldTable(result),
    envelope: () => fieldTable(envelope),
    status: () => fieldTable(status),
    current: () => fieldTable(current),
    alert: () => fieldTable(alert),
    ...named('quality', { all: QualitySections }),
    'quality rule': () => componentsText(qualityRules),
    prices: pricesText,
    assumptions: assumptionsText,
    'cost of 500 feeds': costExample,
    'costs of stages': stagesText,
  }
}

const sections = (schema: object) => (schema as OptionSchema).properties ?? {}

const named = (prefix: string, schemas: Readonly<Record<string, OptionSchema>>): Regions =>
  Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [`${prefix} ${key}`, () => optionTable(schema)]),
  )

/** Each component of a family: what it is for, and its options. */
const familyText = (family: keyof typeof tables): string => componentsText(tables[family])

function componentsText(table: Table<unknown>): string {
  return Object.values(table)
    .toSorted((one, other) => (one.type < other.type ? -1 : 1))
    .map(({ type, summary, options }) =>
      [`### ${type}`, prose(summary), optionTable(options as OptionSchema)].join('\n\n'),
    )
    .join('\n\n')
}

function functionsText(): string {
  return mappingFunctions
    .map(({ name, usage, summary, examples }) => {
      const shown = examples.map(({ expression, gives }) => `${expression}\n→ ${JSON.stringify(gives)}`)
      return [`### $${name}`, code(usage), prose(summary), `\`\`\`text\n${shown.join('\n\n')}\n\`\`\``].join(
        '\n\n',
      )
    })
    .join('\n\n')
}
