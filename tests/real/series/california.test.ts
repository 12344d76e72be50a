import { describe } from 'vitest'
import { describeReal } from '../real-files.ts'
import { california, californiaState } from './california.ts'
import { testStory } from './test-story.ts'

describeReal('California 2024, the primary through the whole pipeline', () => {
  describe('with its counties', () => void testStory(california()))
  describe('the totals of the state', () => void testStory(californiaState()))
})
