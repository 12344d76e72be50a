import { describe } from 'vitest'
import { registerConformance } from '../conformance/register.ts'
import { needs } from './needs.ts'
import { makeRegisterTable } from './register-table.ts'

const { endpoints, missing, named } = needs('dynamodb')

const title = named('the register on DynamoDB')

describe.skipIf(missing)(title, () => {
  registerConformance('DynamoDB', async () => {
    const table = await makeRegisterTable(endpoints.dynamodb)
    return {
      register: table.open(),
      reopen: async () => table.open(),
      runs: 25,
      close: async () => table[Symbol.asyncDispose](),
    }
  })
})
