import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../engine/time/system-clock.ts'
import { feed } from '../../helpers/feed-command.ts'

/** Homes in the cloud that nobody could use. */
const cloud = {
  CANVASS_STORES: 'aws',
  CANVASS_HEADS_TABLE: 'canvass-heads',
  CANVASS_ITEMS_TABLE: 'canvass-items',
  CANVASS_RESULTS_TABLE: 'canvass-results',
  CANVASS_REGISTER_TABLE: 'canvass-register',
  CANVASS_BUCKET: 'canvass-archive',
  CANVASS_BROKERS: '127.0.0.1:1',
  CANVASS_TRACE_STREAM: 'canvass-trace',
  AWS_REGION: 'us-east-1',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  // Those of the others take most of the time of a night.
  CANVASS_EXPORT_FORMATS: 'compact-json',
}

test('a rehearsal stays on this machine where the homes are in the cloud, and so do the commands it prints', async () => {
  const data = mkdtempSync(join(tmpdir(), 'canvass-rehearse-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const words = ['rehearse', '--speed', 'max', '--data', data]
  const played = await feed(words, { environment: cloud, clock: systemClock })
  expect(played).toMatchObject({ exit: 0, stderr: '' })
  expect(played.stdout).toContain('npx feed results --home embedded\n')
  const environment = { ...cloud, CANVASS_ENV_FILE: join(data, 'env') }
  const results = await feed(['results', '--home', 'embedded'], { environment })
  expect(results).toMatchObject({ exit: 0, stdout: expect.stringContaining('Ada Quill') })
})
