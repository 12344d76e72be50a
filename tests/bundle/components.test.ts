import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { tables } from '../../engine/plan/tables.ts'
import { typesOf } from '../../engine/spec/components.ts'
import { decoderSamples, unpackerSamples } from '../decode/fuzz-samples.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { esbuildOptions } from './built.ts'
import { probe, type Question } from './probe.ts'

const text = (body: Uint8Array | string): string => Buffer.from(body).toString('base64')
const page =
  '<p class="a">Lee 12</p><table><tr><th>County</th><th>Votes</th></tr><tr><td>Wake</td><td>7</td></tr></table>'
const selecting: readonly Omit<Question, 'family'>[] = [
  { type: 'jmespath', decode: 'json', options: 'a[].b', body: text('{"a":[{"b":{"c":1}},{"b":{"c":2}}]}') },
  { type: 'css', decode: 'html', options: { rows: 'p.a' }, body: text(page) },
  {
    type: 'table',
    decode: 'html_tables',
    options: {},
    body: text(page),
  },
  {
    type: 'lines',
    decode: 'text',
    options: { patterns: [{ row: 'choice', matches: '^(?<name>[A-Z][a-z]+) +(?<votes>[0-9]+)$' }] },
    body: text('Lee 12\nKim 7\n'),
  },
]
const nothing = { body: '' }
const asking: readonly Omit<Question, 'family'>[] = [
  { type: 'http', options: { url: 'https://example.gov/a.csv' }, ...nothing },
  {
    type: 'http',
    options: {
      requests: {
        start: {
          url: 'https://example.gov/',
          carry: { at: { css: 'a', attribute: 'href' }, of: { json: 'a.b' } },
        },
        main: { url: 'https://example.gov/${at}/${of}.csv' },
      },
      // oxlint-disable-next-line unicorn/no-thenable -- a word of the spec
      answers: [{ body: '^Sorry', then: 'retry', because: 'busy' }],
    },
    ...nothing,
  },
  {
    type: 'sftp',
    options: {
      host: 'example.gov',
      user: 'a',
      password: { secret: 'b' },
      directory: '/out',
      pattern: '*.csv',
    },
    ...nothing,
  },
  { type: 'ftp', options: { host: 'example.gov', directory: '/out', pattern: '*.csv' }, ...nothing },
  {
    type: 's3',
    options: { bucket: 'results', region: 'us-east-1', prefix: 'out/', pattern: '*.csv' },
    ...nothing,
  },
  { type: 'file', options: { path: 'a.csv' }, ...nothing },
]
const sampled = (family: 'decode' | 'unpack', samples: typeof decoderSamples): readonly Question[] =>
  Object.entries(samples).map(([type, { options, body }]) => ({ family, type, options, body: text(body) }))
const questions: readonly Question[] = [
  ...sampled('decode', decoderSamples),
  ...sampled('unpack', unpackerSamples),
  ...selecting.map((one) => ({ family: 'select' as const, ...one })),
  ...asking.map((one) => ({ family: 'source' as const, ...one })),
]

test('every component is asked', () => {
  for (const family of ['decode', 'unpack', 'select', 'source'] as const) {
    const asked = questions.filter((one) => one.family === family).map(({ type }) => type)
    expect(typesOf(tables[family] as typeof tables.source).filter((type) => !asked.includes(type))).toEqual(
      [],
    )
  }
})

test('out of a bundle each says the same as here', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder('probe')
  await build({
    ...esbuildOptions,
    entryPoints: [join(import.meta.dirname, 'probe.ts')],
    outdir: folder,
    logLevel: 'error',
  })
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(questions))
  const words = [
    join(import.meta.dirname, 'run-probe.ts'),
    join(folder, 'probe.mjs'),
    join(folder, 'questions.json'),
  ]
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 1e8 })
  const here = await probe(questions)
  expect(JSON.parse(stdout)).toEqual(here)
  expect(here.filter((answer) => /^\w+ \w+: \w*Error|^\w+ \w+: [A-Z]+_/.test(answer))).toEqual([])
})
