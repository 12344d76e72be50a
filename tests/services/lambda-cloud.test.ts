import { describe, expect, test } from 'vitest'
import { readConfig } from '../../engine/config.ts'
import { openHomes } from '../../engine/entry/homes.ts'
import { topics } from '../../engine/model/envelope.ts'
import { currentEntries } from '../../engine/register/current-entries.ts'
import { contest, envelope, record, state, wake } from '../conformance/results-samples.ts'
import { feed } from '../helpers/feed-command.ts'
import { functionWorld, processing } from '../invoke/function-world.ts'
import { lambdaNeeds } from '../invoke/runtime-api.ts'
import { messageOf } from '../process/tally/tallying.ts'
import { cloudEnvironment, cloudNeeds } from './cloud-home.ts'

const { missing, named } = lambdaNeeds(cloudNeeds.missing)
const { signal } = new AbortController()
const { election } = record(wake, 1)

describe.skipIf(missing)(named('feed consume with a processing function in the cloud'), () => {
  test('has it do all the work, through every service, and says so', async () => {
    const { CANVASS_HOME: _, ...settings } = cloudEnvironment('none')
    await feed(['setup', '--home', 'aws'], { environment: settings })
    await using homes = await openHomes(readConfig(settings, 'aws'))
    const revisions = [1, 2].flatMap((revision) =>
      [1, 2, 3].map((n) =>
        envelope(revision, revision * n, { unit: `${wake}/precinct:${n}`, feedUnit: state }),
      ),
    )
    await homes.log.publish(topics.changes, revisions.map(messageOf), signal)
    await using world = await functionWorld(processing, {
      environment: { ...settings, CANVASS_STORES: 'aws' },
      seconds: 60,
    })
    const environment = {
      ...settings,
      AWS_ENDPOINT_URL_LAMBDA: world.api.endpoint,
      CANVASS_PROCESSING_FUNCTION: 'canvass:live',
    }
    const consumed = await feed(['consume', '--once', '--home', 'aws'], { environment })
    expect(consumed).toMatchObject({ exit: 0, stderr: '' })
    expect(world.api.asked.map(({ name }) => name)).toContain('canvass:live')
    expect(world.function.starts).toBe(1)
    const current = await Array.fromAsync(
      currentEntries(homes.register, election, contest, undefined, signal),
    )
    const votes = current.map(({ body }) => body.record?.selections[0]?.votes.total)
    expect(votes).toEqual([12, 12, 2, 4, 6])
  }, 120_000)
})
