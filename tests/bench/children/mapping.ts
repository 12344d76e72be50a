import { comparedHere } from '../mapping/compared.ts'
import { referenceMappings } from '../mapping/reference-mappings.ts'

/** Measures one of the reference mappings: `node mapping.ts NAME [smoke]`. One line of JSON: microseconds, round by round. */
const [wanted, size] = process.argv.slice(2)
const found = referenceMappings.find(({ name }) => name === wanted)
if (found === undefined) throw new RangeError(`there is no mapping ${wanted}`)
console.log(JSON.stringify(await comparedHere(found, size === 'smoke')))
