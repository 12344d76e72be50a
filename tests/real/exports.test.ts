import { expect, test } from 'vitest'
import { csv } from '../../engine/export/csv.ts'
import type { ContestResults, ExportFormat } from '../../engine/export/format.ts'
import { nistJson } from '../../engine/export/nist-json.ts'
import { nistXml } from '../../engine/export/nist-xml.ts'
import { readCsv } from '../export/csv-reader.ts'
import { figuresOf, type Read, sorted } from '../export/figures.ts'
import { type Document, documentOfXml, readNist } from '../export/nist-reader.ts'
import { jsonProblems, xmlProblems, xmlReferences } from '../export/nist-schemas.ts'
import { reportOf } from '../export/report-of.ts'
import { live } from '../export/samples.ts'
import { judgedReal, type RealCaptureName, realCaptures } from './real-captures.ts'
import { describeReal } from './real-files.ts'

/** Of more contests so many are taken, from all over the file: each costs the same steps. */
const mostContests = 24

/** What a real capture says, as if it were all that stands. */
async function contestsOf(name: RealCaptureName): Promise<readonly ContestResults[]> {
  const { plan, judged } = await judgedReal(name)
  const { election } = plan
  const byContest = Map.groupBy(judged.results, ({ record }) => record.contest.id)
  const step = Math.ceil(byContest.size / mostContests)
  return [...byContest]
    .filter((_, at) => at % step === 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([contest, own]) => ({ election, contest, results: own.map(({ record }) => live(record)) }))
}

const textOf = ({ ofContest }: ExportFormat, contest: ContestResults): string =>
  [...ofContest(contest)].join('')
const together = (reads: readonly Read[]): Read => new Map(reads.flatMap((read) => [...read]))

describeReal('exports of what offices published', () => {
  test.each(Object.keys(realCaptures) as RealCaptureName[])(
    '%s: valid by the schemas of NIST, and read again to the same figures',
    async (name) => {
      const contests = await contestsOf(name)
      const wanted = sorted(figuresOf(contests))
      expect(wanted.length).toBeGreaterThan(0)

      const problemsOf = jsonProblems()
      const jsons = contests.map((contest) => JSON.parse(textOf(nistJson, contest)) as Document)
      expect(jsons.flatMap((json) => problemsOf(json))).toEqual([])
      expect(sorted(together(jsons.map(readNist)))).toEqual(wanted)

      const json = JSON.parse(await reportOf(nistJson, contests)) as Document
      expect(problemsOf(json)).toEqual([])
      expect(sorted(readNist(json))).toEqual(wanted)

      const xml = await reportOf(nistXml, contests)
      expect(await xmlProblems(xml)).toEqual([])
      expect(xmlReferences(xml)).toEqual([])
      expect(sorted(readNist(documentOfXml(xml)))).toEqual(wanted)

      expect(sorted(together(contests.map((contest) => readCsv(textOf(csv, contest)))))).toEqual(wanted)
    },
  )
})
