import type { LazyTable } from '../../engine/component.ts'
import { decoders } from '../../engine/decode/table.ts'
import { bodyOf, collect } from '../../engine/flow/collect.ts'
import { withLibraries } from '../../engine/flow/library.ts'
import type { Document } from '../../engine/model/row.ts'
import { selectors } from '../../engine/select/table.ts'
import { sources } from '../../engine/source/table.ts'
import { unpackers } from '../../engine/unpack/table.ts'

/** Bodies as text, so that they fit on the way to another process. */
export interface Question {
  readonly family: 'decode' | 'unpack' | 'select' | 'source'
  readonly type: string
  readonly options: unknown
  readonly body: string
  /** What a selector selects from. */
  readonly decode?: string
}

/**
 * What components make of bodies, as text. Bundled as a polling function is, and run there and here: a library that a
 * bundle gives in another form than Node does shows in the answers.
 */
export const probe = (questions: readonly Question[]): Promise<readonly string[]> =>
  Promise.all(
    questions.map((one) =>
      answerTo(one).catch((error: unknown) => `${one.family} ${one.type}: ${String(error)}`),
    ),
  )

const { signal } = new AbortController()
const limits = { rows: 1_000, depth: 100, treeBytes: 1e6, inflatedBytes: 1e6, members: 100 }
const site = {
  position: () => undefined,
  report(error: Error) {
    throw error
  },
}

async function answerTo({ family, type, options, body, decode }: Question): Promise<string> {
  const payload = { request: 'main', origin: 'sample', body: bodyOf(Buffer.from(body, 'base64')) }
  if (family === 'source') return JSON.stringify((await made(sources, type, options)).requests)
  if (family === 'unpack') {
    const found: string[] = []
    for await (const member of (await made(unpackers, type, options)).unpack(payload, limits, signal)) {
      const text = await collect(member.body, 1e6, () => expectLess())
      found.push(`${member.origin} ${text.toString()}`)
    }
    return found.join('\n')
  }
  const document = await (await made(decoders, decode ?? type, family === 'decode' ? options : {})).decode(
    payload,
    limits,
    signal,
  )
  if (family === 'decode') return told(document)
  const found: unknown[] = []
  for await (const batch of (await made(selectors, type, options)).select(document, signal))
    found.push(...batch)
  return JSON.stringify(found)
}

function expectLess(): never {
  throw new RangeError('samples are small')
}

async function made<Port>(table: LazyTable<Port>, type: string, options: unknown): Promise<Port> {
  const component = await table[type]?.()
  if (component === undefined) throw new Error(`there is no ${type}`)
  return withLibraries(() => component.create(options, site))
}

async function told(document: Document): Promise<string> {
  if (document.shape === 'tree') return JSON.stringify(document.root)
  if (document.shape === 'markup') return JSON.stringify(document.root.select('td').map(({ text }) => text))
  const { shape } = document
  const items: AsyncIterable<unknown> =
    shape === 'rows' ? document.rows : shape === 'text' ? document.lines : document.sheets
  return JSON.stringify(await Array.fromAsync(items))
}
