import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ContestResults, ExportFormat } from '../../engine/export/format.ts'
import { nistJson } from '../../engine/export/nist-json.ts'
import { nistXml } from '../../engine/export/nist-xml.ts'
import { describeReal } from '../real/real-files.ts'
import { figuresOf, sorted } from './figures.ts'
import { type Document, documentOfXml, readNist } from './nist-reader.ts'
import { jsonProblems, xmlProblems, xmlReferences } from './nist-schemas.ts'
import { reportOf } from './report-of.ts'
import { idsOf, someElection } from './some-election.ts'

const textOf = (format: ExportFormat, contest: ContestResults): string =>
  [...format.ofContest(contest)].join('')

test('JSON of NIST read again gives the figures that went in, of a contest and of an election', async () => {
  await fc.assert(
    fc.asyncProperty(someElection, async (contests) => {
      for (const contest of contests)
        expect(sorted(readNist(JSON.parse(textOf(nistJson, contest)) as Document))).toEqual(
          sorted(figuresOf([contest])),
        )
      const whole = JSON.parse(await reportOf(nistJson, contests)) as Document
      expect(sorted(readNist(whole))).toEqual(sorted(figuresOf(contests)))
    }),
    { numRuns: 200 },
  )
})
test('XML of NIST read again gives the same, but for signs that XML can not say', async () => {
  await fc.assert(
    fc.asyncProperty(someElection, async (contests) => {
      fc.pre(contests.every(hasPlainIds))
      for (const contest of contests)
        expect(sorted(readNist(documentOfXml(textOf(nistXml, contest))))).toEqual(
          sorted(figuresOf([contest])),
        )
      const whole = documentOfXml(await reportOf(nistXml, contests))
      expect(sorted(readNist(whole))).toEqual(sorted(figuresOf(contests)))
    }),
    { numRuns: 200 },
  )
})

test('two spellings of one document say the same', async () => {
  await fc.assert(
    fc.asyncProperty(someElection, async (contests) => {
      fc.pre(contests.every(hasPlainIds))
      const json = readNist(JSON.parse(await reportOf(nistJson, contests)) as Document)
      const xml = readNist(documentOfXml(await reportOf(nistXml, contests)))
      expect(sorted(xml)).toEqual(sorted(json))
    }),
    { numRuns: 50 },
  )
})

/** Ids are compared as they come out of identifiers, where XML has to write U+FFFD instead. */
const hasPlainIds = (contest: ContestResults): boolean =>
  idsOf(contest).every((id) => id.isWellFormed() && !/[\p{Cc}\ufffe\uffff]/u.test(id))

describeReal('documents of NIST', () => {
  test('are what the JSON schema of NIST asks for, and every reference leads to what it names', async () => {
    const problemsOf = jsonProblems()
    await fc.assert(
      fc.asyncProperty(someElection, async (contests) => {
        for (const contest of contests)
          expect(problemsOf(JSON.parse(textOf(nistJson, contest)) as Document)).toEqual([])
        expect(problemsOf(JSON.parse(await reportOf(nistJson, contests)) as Document)).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  test('are what the XML schema of NIST asks for', async () => {
    const elections = fc.sample(someElection, { numRuns: 60, seed: 6 })
    const documents = elections.flatMap((contests) => contests.map((contest) => textOf(nistXml, contest)))
    const reports = await Promise.all(elections.map((contests) => reportOf(nistXml, contests)))
    expect(await xmlProblems(...documents, ...reports)).toEqual([])
    expect([...documents, ...reports].flatMap(xmlReferences)).toEqual([])
  })

  test('would be found wrong', async () => {
    const [contests = []] = fc.sample(someElection, { numRuns: 1, seed: 6 })
    const json = JSON.parse(await reportOf(nistJson, contests)) as Document
    expect(jsonProblems()({ ...json, Status: 'called' })).not.toEqual([])
    expect(jsonProblems()({ ...json, GpUnit: [] })).not.toEqual([])
    const xml = await reportOf(nistXml, contests)
    expect(await xmlProblems(xml.replace('<Issuer>Canvass</Issuer>', ''))).not.toEqual([])
    expect(xmlReferences(xml.replace('<ElectionScopeId>', '<ElectionScopeId>x'))).not.toEqual([])
  })
})
