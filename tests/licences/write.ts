import { readFileSync, writeFileSync } from 'node:fs'
import { dependenciesIn, dependenciesPage, type Lock, refusalOf } from './report.ts'

/** `npm run licences`: writes docs/dependencies.md anew, and says what may not be used. */
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
writeFileSync('docs/dependencies.md', dependenciesPage(lock))
const all = dependenciesIn(lock)
const refused = all.flatMap((one) => {
  const why = refusalOf(one)
  return why === undefined ? [] : [`${one.name} ${one.version} ${why}`]
})
process.stdout.write([`${all.length} packages, ${refused.length} not allowed`, ...refused, ''].join('\n'))
process.exitCode = refused.length === 0 ? 0 : 1
