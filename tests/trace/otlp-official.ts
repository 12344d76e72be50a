import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createFileRegistry,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type Message,
} from '@bufbuild/protobuf'
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt'

/** The descriptors of OTLP 1.10, as the Python package opentelemetry-proto 1.45.2 carries them. */
const descriptors = readFileSync(join(import.meta.dirname, 'otlp.binpb'))
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors))

/** One export request, read by the official definitions: a field, type or value that they do not have is an error. */
export function readOfficially(text: string): Message & Readonly<Record<string, unknown>> {
  const request = JSON.parse(text) as JsonValue
  const kind =
    typeof request === 'object' && request !== null && 'resourceSpans' in request ? 'trace' : 'logs'
  const name = kind === 'trace' ? 'trace.v1.ExportTraceServiceRequest' : 'logs.v1.ExportLogsServiceRequest'
  const schema: DescMessage | undefined = registry.getMessage(`opentelemetry.proto.collector.${name}`)
  if (schema === undefined) throw new Error(`the descriptors have no ${name}`)
  return fromJson(schema, inBase64(request)) as Message & Readonly<Record<string, unknown>>
}

/** The one rule of OTLP in JSON that differs from the JSON of protocol buffers: ids are hex and not base64. */
function inBase64(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inBase64)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]): [string, JsonValue] =>
    /^(trace|span|parentSpan)Id$/.test(key) ? [key, bytesOf(one)] : [key, inBase64(one)],
  )
  return Object.fromEntries(entries)
}

function bytesOf(id: JsonValue): string {
  if (typeof id !== 'string' || !/^([0-9a-f]{16}|[0-9a-f]{32})$/.test(id))
    throw new Error(`no id: ${JSON.stringify(id)}`)
  return Buffer.from(id, 'hex').toString('base64')
}
