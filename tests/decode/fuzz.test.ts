import { describe, expect, test, vi } from 'vitest'
import type { AnyComponent } from '../../engine/component.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { liveBytes } from '../../engine/flow/live-memory.ts'
import { tables } from '../../engine/plan/tables.ts'
import type { Unpacker } from '../../engine/unpack/unpacker.ts'
import { decoded, said } from '../conformance/decoder.ts'
import { inPieces, unpacked } from '../conformance/unpacker.ts'
import { decoderSamples, type Sample, unpackerSamples } from './fuzz-samples.ts'
import { mutated } from './mutate.ts'

/** How many bodies each component is given; CANVASS_FUZZ=20000 for a long run. */
const runs = Number(process.env['CANVASS_FUZZ'] ?? 250)
/** CANVASS_FUZZ_SEED=17 tries that one body again, of each component. */
const one = process.env['CANVASS_FUZZ_SEED']
const seeds = one === undefined ? Array.from({ length: runs }, (_, index) => index + 1) : [Number(one)]
const mostSeconds = 5
/** Kept after all bodies were read, beyond what was in use before: other tests share the heap. */
const mostMegabytes = 100
vi.setConfig({ testTimeout: 60_000 + runs * 100 })

const limits = { rows: 5_000, depth: 40, treeBytes: 500_000, inflatedBytes: 2_000_000, members: 50 }
const site = { position: () => undefined, report: (error: Error) => expect.unreachable(error.message) }
const create = <Port>(component: AnyComponent<Port>, { options }: Sample): Port =>
  component.create(options, site)

/** Reads each body to its end; a coded error is an end too. What else comes of one, or that it took too long, by its seed. */
async function troubles(
  read: (body: Uint8Array) => Promise<unknown>,
  sample: Sample,
  family: string,
): Promise<readonly string[]> {
  const found: string[] = []
  const before = liveBytes()
  for (const seed of seeds) {
    const began = performance.now()
    // oxlint-disable-next-line no-await-in-loop -- each by itself, so that its time is its own
    const thrown = await read(mutated(sample.body, seed)).catch((error: unknown) => error as Error)
    const told = `CANVASS_FUZZ_SEED=${seed}`
    if (thrown instanceof Error && !(thrown instanceof FeedError && thrown.code.startsWith(family)))
      found.push(`${told}: ${thrown.stack}`)
    const seconds = (performance.now() - began) / 1_000
    if (seconds > mostSeconds) found.push(`${told}: took ${seconds} s`)
  }
  if (Reflect.get({}, 'polluted') !== undefined) found.push('all objects have a new property')
  const megabytes = (liveBytes() - before) / 1_048_576
  if (megabytes > mostMegabytes) found.push(`${megabytes} MB are kept`)
  return found
}

const decoderTable = Object.values(tables.decode) as readonly AnyComponent<Decoder>[]
const unpackerTable = Object.values(tables.unpack) as readonly AnyComponent<Unpacker>[]

test('every decoder and every unpacker has a sample', () => {
  expect(decoderTable.map(({ type }) => type).toSorted()).toEqual(Object.keys(decoderSamples).toSorted())
  expect(unpackerTable.map(({ type }) => type).toSorted()).toEqual(Object.keys(unpackerSamples).toSorted())
})

describe.each(decoderTable)('the decoder $type', (component) => {
  const sample = decoderSamples[component.type] as Sample
  test('reads its sample', async () => {
    const { document, rows, read } = await decoded(create(component, sample), bodyOf(sample.body))
    expect(JSON.stringify(said({ document, rows, read })).length).toBeGreaterThan(20)
  })

  test('ends in a document or a coded error, whatever it is given', async () => {
    const decoder = create(component, sample)
    const read = async (body: Uint8Array) => said(await decoded(decoder, inPieces(body, 97), limits))
    // An .xlsx is an archive.
    expect(await troubles(read, sample, component.type === 'xlsx' ? '' : 'DECODE_')).toEqual([])
  })
})

describe.each(unpackerTable)('the unpacker $type', (component) => {
  const sample = unpackerSamples[component.type] as Sample
  test('reads its sample', async () => {
    expect((await unpacked(create(component, sample), bodyOf(sample.body))).length).toBeGreaterThan(0)
  })

  test('ends in members or a coded error, whatever it is given', async () => {
    const unpacker = create(component, sample)
    const read = (body: Uint8Array) => unpacked(unpacker, inPieces(body, 97), limits)
    expect(await troubles(read, sample, 'UNPACK_')).toEqual([])
  })
})
