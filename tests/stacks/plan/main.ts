import { writeFileSync } from 'node:fs'
import { makePlan } from './make-plan.ts'

/** A process of its own: plans a stage, and writes the plan into a file. */
const [stage = '', work = '', to = ''] = process.argv.slice(2)
writeFileSync(to, JSON.stringify(await makePlan(stage, work)))
// What failed may leave something open.
process.exit()
