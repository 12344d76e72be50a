import { readFileSync } from 'node:fs'
import type { probe as Probe, Question } from './probe.ts'

/** Run as a process of its own: asks a bundled probe the questions in a file. */
const [bundled = '', questions = ''] = process.argv.slice(2)
const { probe } = (await import(bundled)) as { readonly probe: typeof Probe }
const answers = await probe(JSON.parse(readFileSync(questions, 'utf8')) as readonly Question[])
process.stdout.write(JSON.stringify(answers))
