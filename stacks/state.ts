import type { Stage } from './stage.ts'
import { type Table, type TableName, tables } from './tables.ts'

/** What the engine keeps for good: its tables, and the bucket of the archive. */
export interface State {
  readonly tables: Readonly<Record<TableName, sst.aws.Dynamo>>
  readonly archive: sst.aws.Bucket
}

/** So many days after it was archived a capture is rarely read. */
const restsAfterDays = 120
/** Smaller ones are cheaper where they are. */
const restsFromBytes = 128 * 1_024

export function makeState(stage: Stage): State {
  const made = Object.entries(tables).map(([name, table]) => [name, makeTable(name, table, stage)] as const)
  return { tables: Object.fromEntries(made) as State['tables'], archive: makeArchive(stage) }
}

const kept = ({ isKept }: Stage) => ({ protect: isKept, retainOnDelete: isKept })

function makeTable(name: string, { key, indexes, fields, ttl }: Table, stage: Stage): sst.aws.Dynamo {
  const [hashKey, rangeKey] = key
  return new sst.aws.Dynamo(`${name[0]?.toUpperCase()}${name.slice(1)}`, {
    fields: { ...fields },
    primaryIndex: { hashKey, ...(rangeKey !== undefined && { rangeKey }) },
    localIndexes: Object.fromEntries(
      Object.entries(indexes).map(([index, { on, holds }]) => [index, { rangeKey: on, projection: holds }]),
    ),
    ...(ttl !== undefined && { ttl }),
    deletionProtection: stage.isKept,
    transform: {
      table(args, options) {
        args.serverSideEncryption = { enabled: true }
        Object.assign(options, kept(stage))
      },
    },
  })
}

/** Captures, changesets and their indexes: written once, never changed. */
function makeArchive(stage: Stage): sst.aws.Bucket {
  const archive = new sst.aws.Bucket('Archive', {
    versioning: true,
    transform: {
      bucket(args, options) {
        args.forceDestroy = !stage.isKept
        Object.assign(options, kept(stage))
      },
    },
  })
  new aws.s3.BucketServerSideEncryptionConfiguration('ArchiveEncryption', {
    bucket: archive.name,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  })
  new aws.s3.BucketLifecycleConfiguration('ArchiveLifecycle', {
    bucket: archive.name,
    rules: [
      {
        id: 'rest',
        status: 'Enabled',
        // S3 charges 128 KB at least for what lies there.
        filter: { and: { prefix: 'bodies/', objectSizeGreaterThan: restsFromBytes - 1 } },
        // Read within milliseconds, as all of it is.
        transitions: [{ days: restsAfterDays, storageClass: 'GLACIER_IR' }],
      },
      {
        id: 'left-over',
        status: 'Enabled',
        filter: { prefix: '' },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ],
  })
  return archive
}
