import { describeReal } from '../real-files.ts'
import { georgia } from './georgia.ts'
import { testStory } from './test-story.ts'

describeReal('Georgia 2021, the runoffs through the whole pipeline', () => {
  testStory(georgia())
})
