import type { Plan } from '../../engine/plan/plan.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles, planOf } from '../helpers/judged.ts'
import { realFile } from './real-files.ts'

/** Files that one poll of a feed would have brought, and when. */
export interface RealCapture {
  /** Path of the feed's spec. */
  readonly feed: string
  /** By request. */
  readonly files: Readonly<Record<string, string>>
  /** After the polls had closed, and soon after the time that the files give. */
  readonly capturedAt: string
}

const one = (feed: string, folder: string, file: string, capturedAt: string): RealCapture => ({
  feed: `feeds/${feed}/feed.yaml`,
  files: { main: realFile(folder, file) },
  capturedAt,
})
const allegheny = (feed: string, file: string, capturedAt: string): RealCapture =>
  one(`us-pa-allegheny/${feed}`, 'us-pa-allegheny-clarity-zip-2023', file, capturedAt)

const california = [
  'governor',
  'us-senate',
  'us-senate-unexpired-term',
  'us-rep',
  'state-senate',
  'state-assembly',
  'board-of-equalization',
  'supreme-court',
  'courts-of-appeal',
  'ballot-measures',
]

/** The real files that the project's feeds read, by a name for people. */
export const realCaptures = {
  'Georgia 2020': one(
    'us-ga/general-2020',
    'us-ga-clarity-detail-xml-2020',
    'detail.xml',
    '2020-11-20T15:40:00-05:00',
  ),
  'Allegheny, district 21': allegheny('special-2023', 'special-21.zip', '2023-10-02T12:15:00-04:00'),
  'Allegheny, district 32': allegheny(
    'special-2023-district-32',
    'special-32.zip',
    '2023-02-21T10:00:00-05:00',
  ),
  'Allegheny, district 34': allegheny(
    'special-2023-district-34',
    'special-34.zip',
    '2023-02-21T10:05:00-05:00',
  ),
  'Allegheny, district 35': allegheny(
    'special-2023-district-35',
    'special-35.zip',
    '2023-02-21T10:05:00-05:00',
  ),
  'Allegheny, primary': allegheny('primary-2023', 'primary.zip', '2023-06-05T11:50:00-04:00'),
  'Minnesota 2020': {
    feed: 'feeds/us-mn/general-2020/feed.yaml',
    files: {
      president: realFile('us-mn-sos-2020', 'USPresCty.txt'),
      senate: realFile('us-mn-sos-2020', 'ussenatecty.txt'),
      house: realFile('us-mn-sos-2020', 'ushouse.txt'),
    },
    capturedAt: '2020-11-24T18:00:00-06:00',
  },
  'Washington 2020': one(
    'us-wa/general-2020',
    'us-wa-results-csv',
    '20201103_AllCounties.csv',
    '2020-12-01T17:00:00-08:00',
  ),
  'Washington 2018': one(
    'us-wa/general-2018',
    'us-wa-results-csv',
    '20181106_AllCounties.csv',
    '2018-12-04T17:00:00-08:00',
  ),
  'California 2022': {
    feed: 'feeds/us-ca/general-2022/feed.yaml',
    files: Object.fromEntries(
      california.map((request) => [request, realFile('us-ca-sos-api-2022', `${request}.json`)]),
    ),
    capturedAt: '2022-12-07T11:05:00-08:00',
  },
  'Michigan 2018': one(
    'us-mi/general-2018',
    'us-mi-enr-tsv-2018',
    '2018GEN_MI_CENR_BY_COUNTY.xls',
    '2018-11-07T14:45:00-05:00',
  ),
  'Michigan 2016': one(
    'us-mi/general-2016',
    'us-mi-enr-live-2016',
    'MI_data_live.txt',
    '2016-11-28T15:35:00-05:00',
  ),
  'Custer County 2014': one(
    'us-co-custer/general-2014',
    'us-co-custer-html-2016',
    'custer.html',
    '2014-11-21T16:15:00-07:00',
  ),
} as const satisfies Readonly<Record<string, RealCapture>>
export type RealCaptureName = keyof typeof realCaptures

export interface JudgedFiles {
  readonly plan: Plan
  readonly judged: Judged
}

const known = new Map<RealCaptureName, Promise<JudgedFiles>>()

/** What the engine makes of the files of a feed that was never polled; once per test file. */
export function judgedReal(name: RealCaptureName): Promise<JudgedFiles> {
  const before = known.get(name)
  if (before !== undefined) return before
  const { feed, files, capturedAt } = realCaptures[name]
  const plan = planOf(feed)
  const made = judgeFiles(plan, files, capturedAt).then((judged) => ({ plan, judged }))
  known.set(name, made)
  return made
}
