import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { validateXML } from 'xmllint-wasm'
import { realFile } from '../real/real-files.ts'
import type { Document } from './nist-reader.ts'

const folder = 'std-nist-sp1500-100'

/** What the JSON schema of NIST finds wrong, and every reference that leads nowhere or to another class. */
export function jsonProblems(): (document: Document) => readonly string[] {
  const text = readFileSync(realFile(folder, 'NIST_V2_election_results_reporting.json'), 'utf8')
  // Of draft 4, of which it uses nothing that later drafts changed.
  const { $schema: _, ...schema } = JSON.parse(text) as Document
  const ajv = new Ajv({
    strict: false,
    formats: { date: /^\d{4}-\d\d-\d\d$/, uri: true, time: true, byte: true, 'date-time': true },
  })
  const validate = ajv.compile(schema)
  const definitions = schema['definitions'] as Readonly<
    Record<string, { properties?: Readonly<Record<string, Property>> }>
  >
  return (document) => {
    if (!validate(document))
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
    const objects = [...objectsIn(document)]
    const types = new Map(
      objects.flatMap((one) => (one['@id'] === undefined ? [] : [[one['@id'], one['@type']] as const])),
    )
    const ids = objects.flatMap((one) => one['@id'] ?? [])
    return [
      ...(new Set(ids).size === ids.length ? [] : ['an id stands twice']),
      ...objects.flatMap((one) =>
        Object.entries(definitions[String(one['@type'])]?.properties ?? {}).flatMap(
          ([member, { refTypes, items }]) => {
            const wanted = refTypes ?? items?.refTypes
            if (wanted === undefined || one[member] === undefined) return []
            return [one[member]]
              .flat()
              .flatMap((id) =>
                wanted.includes(String(types.get(id))) ? [] : [`${member} ${JSON.stringify(id)}`],
              )
          },
        ),
      ),
    ]
  }
}

interface Property {
  readonly refTypes?: readonly string[]
  readonly items?: { readonly refTypes?: readonly string[] }
}

function* objectsIn(value: unknown): Iterable<Document> {
  if (Array.isArray(value)) for (const one of value) yield* objectsIn(one)
  else if (typeof value === 'object' && value !== null) {
    yield value as Document
    yield* objectsIn(Object.values(value))
  }
}

/** What libxml2 finds wrong by the XML schema of NIST, ids and references included. */
export async function xmlProblems(...documents: readonly string[]): Promise<readonly string[]> {
  const schema = readFileSync(realFile(folder, 'NIST_V2_election_results_reporting.xsd'), 'utf8')
  const { errors } = await validateXML({
    xml: documents.map((contents, at) => ({ fileName: `${at}.xml`, contents })),
    schema: [schema],
    initialMemoryPages: 1024,
    maxMemoryPages: 16_384,
  })
  return errors.map(({ message }) => message)
}

/** References of an XML document that lead nowhere, and ids that stand twice: libxml2 does not look for either. */
export function xmlReferences(xml: string): readonly string[] {
  const ids = [...xml.matchAll(/ ObjectId="([^"]*)"/g)].map(([, id = '']) => id)
  const references = [...xml.matchAll(/<(\w+Ids?)>([^<]*)</g)]
    .filter(([, name]) => name !== 'VendorApplicationId')
    .flatMap(([, , text = '']) => text.split(' '))
  const known = new Set(ids)
  return [
    ...(known.size === ids.length ? [] : ['an id stands twice']),
    ...references.filter((reference) => !known.has(reference)),
  ]
}
