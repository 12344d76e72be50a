import { describe } from 'vitest'
import { describeReal } from '../real/real-files.ts'
import { california, californiaState } from '../real/series/california.ts'
import { georgia } from '../real/series/georgia.ts'
import { minnesota } from '../real/series/minnesota.ts'
import { testStory } from '../real/series/test-story.ts'
import { cloudNeeds } from './cloud-home.ts'
import { cloudStage } from './series-stage.ts'

const { missing, named } = cloudNeeds
const series = {
  'California by county': california,
  'California, totals of the state': californiaState,
  Georgia: georgia,
  Minnesota: minnesota,
}
/** `CANVASS_SERIES=all`: what `npm run series` plays. It takes too long for every run. */
const isAsked = process.env['CANVASS_SERIES'] === 'all'
const why = isAsked ? '' : ' (npm run series plays them)'

/** Recorded series on the real servers: from the files of the offices to what members have. */
describe.skipIf(missing !== undefined || !isAsked)(named(`recorded series in the cloud${why}`), () => {
  describeReal('over Kafka, DynamoDB and S3', () => {
    for (const [name, story] of Object.entries(series))
      describe(name, () => void testStory(story(), cloudStage))
  })
})
