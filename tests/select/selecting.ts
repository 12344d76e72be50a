import { Ajv } from 'ajv'
import type { AnyComponent } from '../../engine/component.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Row } from '../../engine/model/row.ts'
import type { Selector } from '../../engine/select/selector.ts'
import { roomy } from '../conformance/decoder.ts'
import { never, payloadOf } from '../conformance/unpacker.ts'

/** What a selector with these options takes out of a document. */
export async function selected(
  selector: AnyComponent<Selector>,
  options: unknown,
  decoder: Decoder,
  text: string,
): Promise<readonly Row[]> {
  const { made, problems } = constructed(selector, options)
  if (problems.length > 0) throw problems[0]
  const document = await decoder.decode(payloadOf(bodyOf(text)), roomy, never)
  const rows: Row[] = []
  for await (const batch of made.select(document, never)) rows.push(...batch)
  return rows
}

/** The error that it ends in: code, message and place. */
export async function refused(
  ...given: Parameters<typeof selected>
): Promise<Pick<FeedError, 'code' | 'message' | 'hint' | 'place'>> {
  const thrown: unknown = await selected(...given).catch((error: unknown) => error)
  if (!(thrown instanceof FeedError)) throw new Error(`no coded error, but ${String(thrown)}`)
  const { code, message, hint, place } = thrown
  return { code, message, hint, place }
}

/** Constructs it as a spec would; the place of a problem is its path and offset. */
export function constructed(
  selector: AnyComponent<Selector>,
  options: unknown,
): { readonly made: Selector; readonly problems: readonly FeedError[] } {
  const validate = new Ajv({ strict: false }).compile(selector.options)
  if (!validate(options)) throw new Error(JSON.stringify(validate.errors))
  const problems: FeedError[] = []
  const made = selector.create(options, {
    position: (path = [], offset = 0) => ({ file: path.join('.'), line: 1, column: offset + 1 }),
    report: (error) => void problems.push(error),
  })
  return { made, problems }
}
