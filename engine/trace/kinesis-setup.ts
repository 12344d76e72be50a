import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  type KinesisClient,
} from '@aws-sdk/client-kinesis'
import { awsFailure } from '../aws/failure.ts'
import { differences, type Finding, isNamed, missing } from '../aws/finding.ts'
import { untilActive } from '../aws/until-active.ts'
import type { Clock } from '../time/clock.ts'
import { traceStream } from './kinesis-stream.ts'

/** Looks for the stream of the trace and, with `make`, makes it if it is missing. Fails with AWS_FAILED, AWS_REFUSED. */
export async function setUpStream(
  stream: string,
  {
    client,
    clock,
    make,
    signal,
  }: {
    readonly client: KinesisClient
    readonly clock: Clock
    readonly make: boolean
    readonly signal: AbortSignal
  },
): Promise<Finding> {
  const options = { abortSignal: signal }
  let call = 'DescribeStreamSummary'
  const describe = async () => {
    try {
      const command = new DescribeStreamSummaryCommand({ StreamName: stream })
      return (await client.send(command, options)).StreamDescriptionSummary
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) return undefined
      throw error
    }
  }
  try {
    const before = await describe()
    if (before === undefined && !make) return missing
    if (before === undefined) {
      call = 'CreateStream'
      await client
        .send(new CreateStreamCommand({ StreamName: stream, ...traceStream }), options)
        .catch((error: unknown) => {
          if (!isNamed(error, 'ResourceInUseException')) throw error
        })
    }
    call = 'DescribeStreamSummary'
    const { StreamModeDetails: mode } = await untilActive(describe, (found) => found.StreamStatus, {
      clock,
      signal,
    })
    return {
      is: before === undefined ? 'made' : 'there',
      added: [],
      differs: differences(
        { mode: mode?.StreamMode ?? 'PROVISIONED' },
        { mode: traceStream.StreamModeDetails.StreamMode },
      ),
    }
  } catch (error) {
    throw awsFailure(error, { service: 'kinesis', call, of: stream }, signal)
  }
}
