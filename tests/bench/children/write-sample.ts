import { once } from 'node:events'
import { type Sample, samples } from '../samples.ts'

/** Writes a sample: `node write-sample.ts FORMAT ROWS`. */
const [format = '', rows] = process.argv.slice(2)
const sample: Sample | undefined = (samples as Readonly<Record<string, Sample>>)[format]
if (sample === undefined) throw new Error(`there is no sample of ${format}`)
for (const piece of sample.pieces(Number(rows))) {
  // oxlint-disable-next-line no-await-in-loop -- one piece after the other
  if (!process.stdout.write(piece)) await once(process.stdout, 'drain')
}
