import type { Stage } from './stage.ts'

/** The stream of spans and events: lost ones lose no result, so that it goes with its stage. */
export const makeTrace = ({ traceHours }: Stage): sst.aws.KinesisStream =>
  new sst.aws.KinesisStream('Trace', {
    transform: {
      stream: {
        streamModeDetails: { streamMode: 'ON_DEMAND' },
        retentionPeriod: traceHours,
        encryptionType: 'KMS',
        kmsKeyId: 'alias/aws/kinesis',
      },
    },
  })
