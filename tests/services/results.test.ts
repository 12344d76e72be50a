import { describe } from 'vitest'
import { resultsConformance } from '../conformance/results.ts'
import { needs } from './needs.ts'
import { makeResultsTable } from './results-table.ts'

const { endpoints, missing, named } = needs('dynamodb')

const title = named('the results store on DynamoDB')

describe.skipIf(missing)(title, () => {
  resultsConformance('DynamoDB', async () => {
    const table = await makeResultsTable(endpoints.dynamodb)
    return {
      results: table.open(),
      reopen: async () => table.open(),
      // More than it lists at once; results-sizes.test.ts has more than a page.
      many: 100,
      close: async () => table[Symbol.asyncDispose](),
    }
  })
})
